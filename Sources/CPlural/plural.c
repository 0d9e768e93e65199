#include "plural.h"

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

int mitreden_plural_category(const char *language, long number, char *category, size_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(language, &status);
    if (U_FAILURE(status)) return -1;
    UChar keyword[16];
    int32_t length = uplrules_select(rules, (double)number, keyword, 16, &status);
    uplrules_close(rules);
    if (U_FAILURE(status) || length < 0 || (size_t)length >= capacity) return -1;
    u_UCharsToChars(keyword, category, length);
    category[length] = 0;
    return 0;
}
