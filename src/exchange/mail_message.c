/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/mail_message.h"

enum { WORD_BYTES = 39, LINE_BYTES = 57, MINUTES_PER_DAY = 1440 };

static void
put_base64(struct text *t, struct slice s)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.len; i += 3) {
        uint32_t bits = (uint32_t)(uint8_t)s.at[i] << 16;

        if (i + 1 < s.len)
            bits |= (uint32_t)(uint8_t)s.at[i + 1] << 8;
        if (i + 2 < s.len)
            bits |= (uint8_t)s.at[i + 2];
        text_putc(t, signs[bits >> 18]);
        text_putc(t, signs[bits >> 12 & 63]);
        text_putc(t, i + 1 < s.len ? signs[bits >> 6 & 63] : '=');
        text_putc(t, i + 2 < s.len ? signs[bits & 63] : '=');
    }
}

static bool
has_control(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((uint8_t)s.at[i] < ' ' || s.at[i] == 0x7f)
            return true;
    }
    return false;
}

static bool
is_address(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == ',' || c == '"')
            return false;
    }
    return s.len > 0 && slice_find_char(s, '@') < s.len;
}

/* Encoded words of at most 75 characters that do not cut a character in two. */
static void
put_subject(struct text *t, struct slice s)
{
    text_puts(t, "Subject:");
    while (s.len > 0) {
        size_t len = s.len < WORD_BYTES ? s.len : WORD_BYTES;

        while (len > 1 && len < s.len && ((uint8_t)s.at[len] & 0xc0) == 0x80)
            len--;
        text_puts(t, " =?UTF-8?B?");
        put_base64(t, slice_sub(s, 0, len));
        text_puts(t, "?=\r\n");
        s = slice_sub(s, len, s.len);
    }
}

/* In UTC, so that it needs no time zone's name. */
static void
put_date(struct text *t, struct instant at)
{
    static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t minutes = at.ms / 60000;
    struct day day = {(int32_t)(minutes / MINUTES_PER_DAY)};
    struct date d = day_to_date(day);
    int minute = (int)(minutes % MINUTES_PER_DAY);

    text_printf(t, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[day_weekday(day)], d.day,
                months[d.month - 1], d.year, minute / 60, minute % 60, (int)(at.ms / 1000 % 60));
}

/* "\n" becomes CRLF before it is encoded. */
static void
put_body(struct text *t, struct slice body)
{
    char line[LINE_BYTES];
    size_t len = 0;

    for (size_t i = 0; i < body.len; i++) {
        const char *piece = body.at[i] == '\n' ? "\r\n" : (char[]){body.at[i], 0};

        for (; *piece != 0; piece++) {
            line[len++] = *piece;
            if (len == sizeof line) {
                put_base64(t, (struct slice){line, len});
                text_puts(t, "\r\n");
                len = 0;
            }
        }
    }
    put_base64(t, (struct slice){line, len});
    text_puts(t, "\r\n");
}

enum err
mail_message_put(struct text *t, const struct mail_message *m)
{
    struct slice all;

    if (!is_address(m->from) || !is_address(m->to) || m->subject.len == 0 ||
        has_control(m->subject))
        return ERR_INVALID;
    put_date(t, m->date);
    text_printf(t, "From: KommunalCampus <%.*s>\r\nTo: <%.*s>\r\n", SLICE_ARG(m->from),
                SLICE_ARG(m->to));
    put_subject(t, m->subject);
    text_puts(t, "Message-ID: <kc.");
    text_int(t, m->date.ms);
    text_putc(t, '.');
    text_int(t, m->number);
    text_put(t, slice_sub(m->from, slice_find_char(m->from, '@'), m->from.len));
    text_puts(t, ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: text/plain; charset=utf-8\r\n"
                 "Content-Transfer-Encoding: base64\r\n\r\n");
    put_body(t, m->body);
    return text_end(t, &all);
}
