#ifndef MITREDEN_PLURAL_H
#define MITREDEN_PLURAL_H

#include <stddef.h>

/// Writes the CLDR plural category ("zero", "one", "two", "few", "many", "other") of a whole
/// number in a language into `category`. ICU's headers stay inside the C file because Debian's
/// ICU, imported as a module, clashes with the one Foundation carries.
/// Returns 0 on success, -1 when ICU does not know the language.
int mitreden_plural_category(const char *language, long number, char *category, size_t capacity);

#endif
