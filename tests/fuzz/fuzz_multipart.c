/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms with files; the first line is the header. What comes out is text within its limits, files
 * lie inside the body and hold no delimiter. */
#include "base/limits.h"
#include "base/unicode.h"
#include "fuzz.h"
#include "web/multipart.h"

static void
file_holds(const struct form_file *file, struct slice body)
{
    MUST(file->name.len > 0 && file->name.len <= FORM_NAME_BYTES_MAX);
    MUST(unicode_is_valid(file->name) && unicode_is_valid(file->filename));
    MUST(file->filename.len <= MULTIPART_FILENAME_BYTES_MAX);
    MUST(slice_find_char(file->filename, '/') == file->filename.len);
    MUST(file->bytes.at >= body.at && file->bytes.at + file->bytes.len <= body.at + body.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(64 << 20);
    struct slice all = fuzz_slice(data, size);
    size_t line = slice_find_char(all, '\n');
    struct slice header = slice_trim(slice_sub(all, 0, line));
    struct slice body = slice_sub(all, line + 1, all.len);
    struct form form = {0};
    struct form_files files = {0};

    MUST(a != NULL);
    if (multipart_parse(a, header, body, &form, &files) == OK) {
        MUST(form.len + files.len <= FORM_FIELDS_MAX);
        for (size_t i = 0; i < form.len; i++) {
            MUST(form.fields[i].name.len > 0 && unicode_is_valid(form.fields[i].name));
            MUST(form.fields[i].value.len <= MULTIPART_VALUE_BYTES_MAX);
            MUST(unicode_is_valid(form.fields[i].value));
        }
        for (size_t i = 0; i < files.len; i++)
            file_holds(&files.files[i], body);
    } else {
        MUST(form.len == 0 && files.len == 0);
    }
    arena_close(a);
    return 0;
}
