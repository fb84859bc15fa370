/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/employee.h"

#include <string.h>

#include "base/limits.h"

static bool
is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Parts of at least one sign, parted by single dots. */
static bool
is_dotted(struct slice s, const char *signs)
{
    bool begun = false;

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '.') {
            if (!begun)
                return false;
            begun = false;
        } else if (is_alnum(s.at[i]) || strchr(signs, s.at[i]) != NULL) {
            begun = true;
        } else {
            return false;
        }
    }
    return begun;
}

bool
employee_email_is_sound(struct slice email)
{
    size_t at = slice_find_char(email, '@');
    struct slice local = slice_sub(email, 0, at);
    struct slice host = slice_sub(email, at + 1, email.len);
    struct slice label;

    /* strchr() finds the end of its text as well. */
    if (email.len > EMPLOYEE_EMAIL_BYTES_MAX || slice_find_char(email, '\0') < email.len)
        return false;
    if (local.len == 0 || local.len > 64 || !is_dotted(local, "!#$%&'*+-/=?^_`{|}~"))
        return false;
    if (!is_dotted(host, "-") || slice_find_char(host, '.') == host.len)
        return false;
    while (slice_next(&host, '.', &label)) {
        if (label.len > 63 || label.at[0] == '-' || label.at[label.len - 1] == '-')
            return false;
    }
    return true;
}

/* Each walk leaves its number on its way and ends where a walk has been: every step is made once.
 */
void
employee_find_circles(const int *superior, int len, int *scratch, bool *ret_circle)
{
    for (int i = 0; i < len; i++) {
        scratch[i] = -1;
        ret_circle[i] = false;
    }
    for (int i = 0; i < len; i++) {
        int at = i;

        while (at >= 0 && scratch[at] < 0) {
            scratch[at] = i;
            at = superior[at];
        }
        if (at < 0 || scratch[at] != i)
            continue;
        while (!ret_circle[at]) {
            ret_circle[at] = true;
            at = superior[at];
        }
    }
}
