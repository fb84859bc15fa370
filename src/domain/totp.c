/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/totp.h"

#include <string.h>

#include "base/sha1.h"

enum { CODES = 1000000 };

int64_t
totp_step(struct instant now)
{
    return now.ms / (1000 * TOTP_STEP_SECONDS);
}

/* RFC 4226 section 5.3: the last four bits say where the 31 bits lie. */
int32_t
totp_code(struct slice secret, int64_t step)
{
    uint8_t counter[8];
    struct sha1 h;
    size_t at;
    uint32_t bits;

    for (int i = 0; i < 8; i++)
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    h = sha1_hmac(secret, (struct slice){(const char *)counter, sizeof counter});
    at = h.bytes[SHA1_BYTES - 1] & 0xf;
    bits = (uint32_t)(h.bytes[at] & 0x7f) << 24 | (uint32_t)h.bytes[at + 1] << 16 |
           (uint32_t)h.bytes[at + 2] << 8 | h.bytes[at + 3];
    return (int32_t)(bits % CODES);
}

/* -1: not six digits. */
static int32_t
digits_of(struct slice typed)
{
    int32_t n = 0;
    int digits = 0;

    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];

        if (c == ' ')
            continue;
        if (c < '0' || c > '9' || digits == TOTP_DIGITS)
            return -1;
        n = n * 10 + (c - '0');
        digits++;
    }
    return digits == TOTP_DIGITS ? n : -1;
}

/* ACCOUNT-8 */
enum err
totp_match(struct slice secret, struct instant now, int64_t last_step, struct slice typed,
           int64_t *ret_step)
{
    int32_t code = digits_of(typed);
    int64_t step = totp_step(now);

    if (code < 0)
        return ERR_INVALID;
    for (int64_t s = step - TOTP_STEPS_AROUND; s <= step + TOTP_STEPS_AROUND; s++) {
        if (s > last_step && totp_code(secret, s) == code) {
            *ret_step = s;
            return OK;
        }
    }
    return ERR_INVALID;
}

void
totp_put_secret(struct text *t, struct slice secret)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t bits = 0;
    int held = 0;

    for (size_t i = 0; i < secret.len; i++) {
        bits = bits << 8 | (uint8_t)secret.at[i];
        held += 8;
        for (; held >= 5; held -= 5)
            text_putc(t, alphabet[bits >> (held - 5) & 31]);
    }
    if (held > 0)
        text_putc(t, alphabet[bits << (5 - held) & 31]);
}

void
totp_put_uri(struct text *t, struct slice secret, struct slice account)
{
    text_puts(t, "otpauth://totp/KommunalCampus:");
    for (size_t i = 0; i < account.len; i++) {
        char c = account.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '.' || c == '-' || c == '_' || c == '~')
            text_putc(t, c);
        else
            text_printf(t, "%%%02X", (unsigned)(uint8_t)c);
    }
    text_puts(t, "?secret=");
    totp_put_secret(t, secret);
    text_puts(t, "&issuer=KommunalCampus");
}
