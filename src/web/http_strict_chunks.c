/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Chunked bodies (RFC 9112 section 7.1), byte by byte. The sizes are counted
 * here a second time: when llhttp sees the end of the body elsewhere, the
 * request is refused (http_server_parse.c).
 */
#include <string.h>

#include "base/hex.h"
#include "web/http_strict.h"

enum { SIZE_DIGITS_MAX = 8 }; /* 4 GiB - 1; leading zeros count */

static bool
is_name_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static const char *
take_size(struct http_chunks *c, char byte)
{
    int digit = hex_digit(byte);

    if (digit >= 0) {
        if (++c->digits > SIZE_DIGITS_MAX)
            return "chunk size too large";
        c->left = c->left * 16 + (uint64_t)digit;
        c->state = CHUNK_SIZE;
        return NULL;
    }
    if (c->digits == 0)
        return "chunk without size";
    if (byte == ';')
        c->state = CHUNK_EXTENSION;
    else if (byte == '\r')
        c->state = CHUNK_SIZE_LF;
    else
        return "chunk size is no hexadecimal number";
    return NULL;
}

static const char *
take_extension(struct http_chunks *c, char byte)
{
    if (++c->line_bytes > HTTP_CHUNK_LINE_BYTES_MAX)
        return "chunk extension too long";
    if (byte == '\r')
        c->state = CHUNK_SIZE_LF;
    else if (((unsigned char)byte < ' ' && byte != '\t') || byte == 0x7f)
        return "control character in chunk extension";
    return NULL;
}

static const char *
take_size_lf(struct http_chunks *c, char byte)
{
    if (byte != '\n')
        return "chunk size line without LF";
    c->state = c->left > 0 ? CHUNK_DATA : CHUNK_TRAILER_FIRST;
    c->digits = 0;
    c->line_bytes = 0;
    return NULL;
}

/* Fields behind the body are thrown away, but may not even try to frame or route. */
static const char *
take_trailer_name(struct http_chunks *c, char byte)
{
    static const char *const never[] = {"content-length", "transfer-encoding", "host"};

    if (byte != ':') {
        if (!is_name_char(byte))
            return "trailer name is no token";
        if (c->name_len < sizeof c->name)
            c->name[c->name_len++] = byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
        c->state = CHUNK_TRAILER_NAME;
        return NULL;
    }
    if (c->name_len == 0)
        return "trailer without name";
    for (size_t i = 0; i < ARRAY_LEN(never); i++) {
        if (slice_is((struct slice){c->name, c->name_len}, never[i]))
            return "framing header in the trailer";
    }
    c->name_len = 0;
    c->state = CHUNK_TRAILER_VALUE;
    return NULL;
}

static const char *
take_trailer(struct http_chunks *c, char byte)
{
    if (++c->trailer_bytes > HTTP_TRAILER_BYTES_MAX)
        return "trailer too long";
    if (c->state == CHUNK_TRAILER_FIRST && byte == '\r') {
        c->state = CHUNK_LAST_LF;
        return NULL;
    }
    if (c->state != CHUNK_TRAILER_VALUE)
        return take_trailer_name(c, byte);
    if (byte == '\r')
        c->state = CHUNK_TRAILER_LF;
    else if (((unsigned char)byte < ' ' && byte != '\t') || byte == 0x7f)
        return "control character in trailer";
    return NULL;
}

/* One byte that is no data. The reason it is refused for, or NULL. */
static const char *
take_byte(struct http_chunks *c, char byte)
{
    switch (c->state) {
    case CHUNK_SIZE_FIRST:
    case CHUNK_SIZE:
        return take_size(c, byte);
    case CHUNK_EXTENSION:
        return take_extension(c, byte);
    case CHUNK_SIZE_LF:
        return take_size_lf(c, byte);
    case CHUNK_DATA_CR:
        c->state = CHUNK_DATA_LF;
        return byte == '\r' ? NULL : "chunk data without CR behind";
    case CHUNK_DATA_LF:
        c->state = CHUNK_SIZE_FIRST;
        return byte == '\n' ? NULL : "chunk data without LF behind";
    case CHUNK_TRAILER_FIRST:
    case CHUNK_TRAILER_NAME:
    case CHUNK_TRAILER_VALUE:
        return take_trailer(c, byte);
    case CHUNK_TRAILER_LF:
        c->state = CHUNK_TRAILER_FIRST;
        return byte == '\n' ? NULL : "trailer line without LF";
    case CHUNK_DATA:
    case CHUNK_LAST_LF:
        break;
    }
    return "?";
}

enum http_step
http_strict_chunks(struct http_chunks *c, struct slice in, size_t *ret_used,
                   struct http_refusal *ret_why)
{
    size_t i = 0;

    while (i < in.len) {
        const char *why = NULL;

        if (c->state == CHUNK_DATA) {
            size_t n = in.len - i < c->left ? in.len - i : (size_t)c->left;

            i += n;
            c->left -= n;
            if (c->left == 0)
                c->state = CHUNK_DATA_CR;
            continue;
        }
        if (c->state == CHUNK_LAST_LF) {
            if (in.at[i] == '\n') {
                *ret_used = i + 1;
                return STEP_DONE;
            }
            why = "last line without LF";
        } else {
            why = take_byte(c, in.at[i]);
        }
        if (why != NULL) {
            *ret_why = (struct http_refusal){400, why};
            return STEP_REFUSED;
        }
        i++;
    }
    *ret_used = i;
    return STEP_MORE;
}
