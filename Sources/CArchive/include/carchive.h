#ifndef MITREDEN_CARCHIVE_H
#define MITREDEN_CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

/// One file of an archive. The name is UTF-8 and ends with 0.
typedef struct {
    const char *name;
    const uint8_t *bytes;
    size_t length;
} mitreden_file;

/// Writes files into a zip, with libarchive. Returns how many bytes it has; 0 when `capacity` is too small or something failed.
size_t mitreden_zip(const mitreden_file *files, size_t count, int64_t seconds_since_1970, uint8_t *buffer, size_t capacity);

#endif
