#include "carchive.h"

#include <archive.h>
#include <archive_entry.h>

size_t mitreden_zip(const mitreden_file *files, size_t count, int64_t seconds_since_1970, uint8_t *buffer, size_t capacity) {
    size_t used = 0;
    int is_fine = 1;
    struct archive *zip = archive_write_new();
    if (!zip) return 0;
    if (archive_write_set_format_zip(zip) != ARCHIVE_OK || archive_write_set_options(zip, "hdrcharset=UTF-8") != ARCHIVE_OK
        || archive_write_open_memory(zip, buffer, capacity, &used) != ARCHIVE_OK) {
        archive_write_free(zip);
        return 0;
    }
    for (size_t index = 0; index < count && is_fine; index++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname_utf8(entry, files[index].name);
        archive_entry_set_size(entry, (int64_t)files[index].length);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_mtime(entry, seconds_since_1970, 0);
        is_fine = archive_write_header(zip, entry) == ARCHIVE_OK
            && archive_write_data(zip, files[index].bytes, files[index].length) == (ssize_t)files[index].length;
        archive_entry_free(entry);
    }
    is_fine = archive_write_close(zip) == ARCHIVE_OK && is_fine;
    archive_write_free(zip);
    return is_fine ? used : 0;
}
