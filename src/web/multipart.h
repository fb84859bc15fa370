/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Forms with files: multipart/form-data (RFC 7578), as browsers send it.
 *
 * Read strictly: no preamble, no nested parts, no transfer encodings, no text in another
 * charset than UTF-8, nothing behind the last delimiter but a line end. A part with a
 * filename is a file, its bytes as they came; any other is a field and becomes text
 * like those of form_parse(). The body is in memory already, bounded by its route.
 */
#ifndef KC_WEB_MULTIPART_H
#define KC_WEB_MULTIPART_H

#include "web/form.h"

struct form_file {
    struct slice name;         /* of the field */
    struct slice filename;     /* without folders; empty when none was chosen */
    struct slice content_type; /* as the browser guesses it: not to be trusted */
    struct slice bytes;        /* point into the body */
};

struct form_files {
    const struct form_file *files;
    size_t len;
};

/* Whether the header Content-Type names it. */
bool multipart_is_named(struct slice content_type_header);

/*
 * Fields and files in the order in which they came.
 *   ERR_INVALID   the header has no sound boundary, or the body is not of this form
 *   ERR_LIMIT     more than FORM_FIELDS_MAX parts, a name longer than FORM_NAME_BYTES_MAX, a
 *                 filename longer than MULTIPART_FILENAME_BYTES_MAX, a value longer than
 *                 MULTIPART_VALUE_BYTES_MAX, the head of a part longer than
 *                 MULTIPART_HEAD_BYTES_MAX, or the arena is full
 */
MUST_USE enum err multipart_parse(struct arena *a, struct slice content_type_header,
                                  struct slice body, struct form *ret_form,
                                  struct form_files *ret_files);

/* First file of that field; NULL when there is none or no file was chosen. */
const struct form_file *multipart_file(const struct form_files *files, const char *name);

#endif
