/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/multipart.h"

#include "base/limits.h"
#include "base/unicode.h"

enum { BOUNDARY_BYTES_MAX = 70 }; /* RFC 2046, 5.1.1 */

struct parser {
    struct arena *arena;
    struct slice body;
    size_t at;
    struct slice delimiter; /* "\r\n--BOUNDARY" */
    struct form_field *fields;
    size_t fields_len;
    struct form_file *files;
    size_t files_len;
};

struct part {
    struct slice name;
    struct slice filename; /* at == NULL: a field */
    struct slice content_type;
    bool has_disposition;
};

static bool
is_boundary_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           slice_find_char(SLICE("'()+_,-./:=?"), c) < 12;
}

/*
 * Cut the next parameter off `*rest`: "; name=value" or "; name=\"value\"". Browsers write quotes
 * in a value as %22 and never escape, so a backslash is a letter.
 *   ERR_NOT_FOUND   there is none left
 */
static enum err
next_parameter(struct slice *rest, struct slice *ret_name, struct slice *ret_value)
{
    struct slice s = slice_trim(*rest);
    size_t eq;
    size_t end;

    if (s.len == 0)
        return ERR_NOT_FOUND;
    if (s.at[0] != ';')
        return ERR_INVALID;
    s = slice_trim(slice_sub(s, 1, s.len));
    eq = slice_find_char(s, '=');
    if (eq == 0 || eq == s.len)
        return ERR_INVALID;
    *ret_name = slice_sub(s, 0, eq);
    s = slice_sub(s, eq + 1, s.len);
    if (s.len > 0 && s.at[0] == '"') {
        s = slice_sub(s, 1, s.len);
        end = slice_find_char(s, '"');
        if (end == s.len)
            return ERR_INVALID;
        *ret_value = slice_sub(s, 0, end);
        *rest = slice_sub(s, end + 1, s.len);
        return OK;
    }
    end = slice_find_char(s, ';');
    *ret_value = slice_trim(slice_sub(s, 0, end));
    *rest = slice_sub(s, end, s.len);
    return OK;
}

bool
multipart_is_named(struct slice content_type_header)
{
    struct slice type =
        slice_sub(content_type_header, 0, slice_find_char(content_type_header, ';'));

    return slice_eq_ascii_nocase(slice_trim(type), SLICE("multipart/form-data"));
}

static enum err
find_boundary(struct slice header, struct slice *ret_boundary)
{
    size_t semicolon = slice_find_char(header, ';');
    struct slice rest = slice_sub(header, semicolon, header.len);
    struct slice name = {0};
    struct slice value = {0};
    bool found = false;
    enum err e;

    if (!multipart_is_named(header))
        return ERR_INVALID;
    while ((e = next_parameter(&rest, &name, &value)) == OK) {
        if (!slice_eq_ascii_nocase(name, SLICE("boundary")))
            continue;
        if (found || value.len == 0 || value.len > BOUNDARY_BYTES_MAX)
            return ERR_INVALID;
        for (size_t i = 0; i < value.len; i++) {
            if (!is_boundary_char(value.at[i]))
                return ERR_INVALID;
        }
        *ret_boundary = value;
        found = true;
    }
    return e == ERR_NOT_FOUND && found ? OK : ERR_INVALID;
}

/* "%22", "%0D", "%0A": what browsers escape in names; everything else is as it is. */
static enum err
take_name(struct arena *a, struct slice raw, size_t bytes_max, struct slice *ret_text)
{
    struct text t = text_init(a, raw.len + 1);
    struct slice plain = {0};

    if (raw.len > bytes_max)
        return ERR_LIMIT;
    for (size_t i = 0; i < raw.len; i++) {
        if (slice_starts(slice_sub(raw, i, 3), SLICE("%22"))) {
            text_putc(&t, '"');
            i += 2;
        } else {
            text_putc(&t, raw.at[i]);
        }
    }
    TRY(text_end(&t, &plain));
    return unicode_text(a, plain, bytes_max, ret_text);
}

/* Some browsers of old sent folders too; nobody here needs them. */
static struct slice
without_folders(struct slice filename)
{
    for (size_t i = filename.len; i > 0; i--) {
        if (filename.at[i - 1] == '/' || filename.at[i - 1] == '\\')
            return slice_sub(filename, i, filename.len);
    }
    return filename;
}

static enum err
read_disposition(struct arena *a, struct slice value, struct part *part)
{
    size_t semicolon = slice_find_char(value, ';');
    struct slice rest = slice_sub(value, semicolon, value.len);
    struct slice name = {0};
    struct slice text = {0};
    enum err e;

    if (part->has_disposition ||
        !slice_eq_ascii_nocase(slice_trim(slice_sub(value, 0, semicolon)), SLICE("form-data")))
        return ERR_INVALID;
    part->has_disposition = true;
    while ((e = next_parameter(&rest, &name, &text)) == OK) {
        if (slice_eq_ascii_nocase(name, SLICE("name"))) {
            if (part->name.len > 0)
                return ERR_INVALID;
            TRY(take_name(a, text, FORM_NAME_BYTES_MAX, &part->name));
        } else if (slice_eq_ascii_nocase(name, SLICE("filename"))) {
            if (part->filename.at != NULL)
                return ERR_INVALID;
            TRY(take_name(a, text, MULTIPART_FILENAME_BYTES_MAX, &part->filename));
            part->filename = without_folders(part->filename);
            if (part->filename.len == 0)
                part->filename.at = "";
        } else {
            return ERR_INVALID; /* filename* is forbidden (RFC 7578, 4.2), others mean nothing */
        }
    }
    return e == ERR_NOT_FOUND && part->name.len > 0 ? OK : ERR_INVALID;
}

static enum err
read_header(struct arena *a, struct slice line, struct part *part)
{
    size_t colon = slice_find_char(line, ':');
    struct slice name = slice_sub(line, 0, colon);
    struct slice value = slice_trim(slice_sub(line, colon + 1, line.len));

    if (colon == 0 || colon == line.len || slice_find_char(line, '\0') < line.len)
        return ERR_INVALID;
    if (slice_eq_ascii_nocase(name, SLICE("Content-Disposition")))
        return read_disposition(a, value, part);
    if (slice_eq_ascii_nocase(name, SLICE("Content-Type"))) {
        part->content_type = value;
        return OK;
    }
    /* Content-Transfer-Encoding is deprecated and changes the bytes; others nobody sends. */
    return ERR_INVALID;
}

static enum err
read_head(struct parser *p, struct part *part)
{
    struct slice rest = slice_sub(p->body, p->at, MULTIPART_HEAD_BYTES_MAX);
    size_t end = slice_find(rest, SLICE("\r\n\r\n"));
    struct slice head = slice_sub(rest, 0, end + 2);

    if (end == rest.len)
        return p->body.len - p->at > MULTIPART_HEAD_BYTES_MAX ? ERR_LIMIT : ERR_INVALID;
    while (head.len > 0) {
        size_t line = slice_find(head, SLICE("\r\n"));

        TRY(read_header(p->arena, slice_sub(head, 0, line), part));
        head = slice_sub(head, line + 2, head.len);
    }
    p->at += end + 4;
    return part->has_disposition ? OK : ERR_INVALID;
}

static enum err
keep(struct parser *p, const struct part *part, struct slice content)
{
    struct slice value = {0};

    if (p->fields_len + p->files_len == FORM_FIELDS_MAX)
        return ERR_LIMIT;
    if (part->filename.at != NULL) {
        p->files[p->files_len++] =
            (struct form_file){part->name, part->filename, part->content_type, content};
        return OK;
    }
    TRY(unicode_text(p->arena, content, MULTIPART_VALUE_BYTES_MAX, &value));
    if (value.at == NULL)
        value.at = "";
    p->fields[p->fields_len++] = (struct form_field){part->name, value};
    return OK;
}

/* The parser stands behind a delimiter: "--" and the end, or a line end and a part. */
static enum err
read_parts(struct parser *p)
{
    for (;;) {
        struct slice rest = slice_sub(p->body, p->at, p->body.len);
        struct part part = {0};
        size_t content;

        if (slice_starts(rest, SLICE("--"))) {
            rest = slice_sub(rest, 2, rest.len);
            return rest.len == 0 || slice_is(rest, "\r\n") ? OK : ERR_INVALID;
        }
        if (!slice_starts(rest, SLICE("\r\n")))
            return ERR_INVALID;
        p->at += 2;
        TRY(read_head(p, &part));
        rest = slice_sub(p->body, p->at, p->body.len);
        content = slice_find(rest, p->delimiter);
        if (content == rest.len)
            return ERR_INVALID;
        TRY(keep(p, &part, slice_sub(rest, 0, content)));
        p->at += content + p->delimiter.len;
    }
}

enum err
multipart_parse(struct arena *a, struct slice content_type_header, struct slice body,
                struct form *ret_form, struct form_files *ret_files)
{
    struct parser p = {.arena = a, .body = body};
    struct text delimiter = text_init(a, BOUNDARY_BYTES_MAX + 4);
    struct slice boundary = {0};
    struct slice first;

    TRY(find_boundary(content_type_header, &boundary));
    text_puts(&delimiter, "\r\n--");
    text_put(&delimiter, boundary);
    TRY(text_end(&delimiter, &p.delimiter));
    p.fields = arena_array(a, struct form_field, FORM_FIELDS_MAX);
    p.files = arena_array(a, struct form_file, FORM_FIELDS_MAX);
    if (p.fields == NULL || p.files == NULL)
        return ERR_LIMIT;
    first = slice_sub(p.delimiter, 2, p.delimiter.len);
    if (!slice_starts(body, first))
        return ERR_INVALID;
    p.at = first.len;
    TRY(read_parts(&p));
    *ret_form = (struct form){p.fields, p.fields_len};
    *ret_files = (struct form_files){p.files, p.files_len};
    return OK;
}

const struct form_file *
multipart_file(const struct form_files *files, const char *name)
{
    for (size_t i = 0; i < files->len; i++) {
        const struct form_file *f = &files->files[i];

        if (slice_is(f->name, name) && (f->filename.len > 0 || f->bytes.len > 0))
            return f;
    }
    return NULL;
}
