/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/account.h"

#include <string.h>

enum { LABEL_BYTES_MAX = 63 }; /* of a domain, RFC 1035 */

static const char *const STATUSES[ACCOUNT_STATUSES] = {
    [ACCOUNT_UNCONFIRMED] = "unconfirmed",
    [ACCOUNT_ACTIVE] = "active",
    [ACCOUNT_SUSPENDED] = "suspended",
    [ACCOUNT_ERASED] = "erased",
};

const char *
account_status_code(enum account_status status)
{
    assert((int)status >= 0 && (int)status < ACCOUNT_STATUSES);
    return STATUSES[status];
}

enum err
account_status_parse(struct slice code, enum account_status *ret_status)
{
    for (int i = 0; i < ACCOUNT_STATUSES; i++) {
        if (slice_is(code, STATUSES[i])) {
            *ret_status = (enum account_status)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static bool
is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
account_code_is_sound(struct slice code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];

        if (!is_plain(c) && !(c >= 'A' && c <= 'Z') && c != '-' && c != '_')
            return false;
    }
    return code.len == ACCOUNT_CODE_CHARS;
}

/* RFC 5322 section 3.2.3, in lower case. Quoted local parts exist on paper alone. */
static bool
local_is_sound(struct slice local)
{
    char before = '.';

    for (size_t i = 0; i < local.len; i++) {
        char c = local.at[i];

        if (c == 0 || (!is_plain(c) && strchr("!#$%&'*+-/=?^_`{|}~.", c) == NULL))
            return false;
        if (c == '.' && before == '.')
            return false;
        before = c;
    }
    return local.len > 0 && local.len <= ACCOUNT_EMAIL_LOCAL_BYTES_MAX && before != '.';
}

static bool
label_is_sound(struct slice label)
{
    for (size_t i = 0; i < label.len; i++) {
        bool inside = i > 0 && i + 1 < label.len;

        if (!is_plain(label.at[i]) && !(label.at[i] == '-' && inside))
            return false;
    }
    return label.len > 0 && label.len <= LABEL_BYTES_MAX;
}

static bool
domain_is_sound(struct slice domain)
{
    struct slice label;
    int labels = 0;

    if (slice_ends(domain, SLICE(".")))
        return false;
    while (slice_next(&domain, '.', &label)) {
        if (!label_is_sound(label))
            return false;
        labels++;
    }
    return labels >= 2;
}

bool
account_email_is_sound(struct slice email)
{
    size_t at = slice_find_char(email, '@');

    return email.len <= ACCOUNT_EMAIL_BYTES_MAX && at < email.len &&
           local_is_sound(slice_sub(email, 0, at)) &&
           domain_is_sound(slice_sub(email, at + 1, email.len));
}

enum err
account_email_parse(struct arena *a, struct slice typed, struct slice *ret_email)
{
    struct slice s = slice_trim(typed);
    char *at;

    if (s.len == 0 || s.len > ACCOUNT_EMAIL_BYTES_MAX)
        return ERR_INVALID;
    at = arena_cstr(a, s);
    if (at == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < s.len; i++) {
        if (at[i] >= 'A' && at[i] <= 'Z')
            at[i] = (char)(at[i] - 'A' + 'a');
    }
    s.at = at;
    if (!account_email_is_sound(s))
        return ERR_INVALID;
    *ret_email = s;
    return OK;
}

struct slice
account_mailbox_name(struct slice email)
{
    return slice_sub(email, 0, slice_find_char(email, '@'));
}

bool
account_is_sound(const struct account *account)
{
    bool erased = account->status == ACCOUNT_ERASED;
    bool person = account_email_is_sound(account->email) && account->name.len > 0 &&
                  account->name.len <= ACCOUNT_NAME_BYTES_MAX;
    bool nobody = account->email.len == 0 && account->name.len == 0;

    return account_code_is_sound(account->code) && (erased ? nobody : person) &&
           (account->status != ACCOUNT_ACTIVE || account->confirmed.ms > 0);
}
