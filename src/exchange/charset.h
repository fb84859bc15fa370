/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes of old registers to text: UTF-8, or the Windows-1252 that Germans called
 * ISO 8859-1 for twenty years.
 *
 * Which of the two it is, the whole file decides, not one byte: a UTF-8 file with
 * some damaged places stays UTF-8 (its damaged fields are refused one by one),
 * because read as Windows-1252 every umlaut in it would silently become two
 * letters.
 */
#ifndef KC_EXCHANGE_CHARSET_H
#define KC_EXCHANGE_CHARSET_H

#include "base/text.h"

enum charset { CHARSET_UTF8, CHARSET_WINDOWS_1252 };

/* "UTF-8", "Windows-1252": for messages. */
const char *charset_name(enum charset c);

/*
 * Take a byte order mark off `*bytes` and tell the charset of the rest.
 *   ERR_INVALID   UTF-16 or UTF-32 (by its mark, or by NUL bytes), which nobody here reads
 */
MUST_USE enum err charset_detect(struct slice *bytes, enum charset *ret_charset);

/*
 * A field as UTF-8 text in NFC (base/unicode.h).
 *   ERR_INVALID   not of that charset, or it holds NUL
 *   ERR_LIMIT     longer than bytes_max, or the arena is full
 */
MUST_USE enum err charset_text(struct arena *a, enum charset c, struct slice bytes,
                               size_t bytes_max, struct slice *ret_text);
/* The same without NFC: one character of the source is one code point. For columns. */
MUST_USE enum err charset_utf8(struct arena *a, enum charset c, struct slice bytes,
                               struct slice *ret_utf8);

#endif
