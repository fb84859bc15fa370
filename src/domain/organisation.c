/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/organisation.h"

#include "domain/municipality.h"

static const char *const KINDS[ORGANISATION_KINDS] = {
    [ORGANISATION_COOPERATIVE] = "cooperative", [ORGANISATION_MUNICIPALITY] = "municipality",
    [ORGANISATION_PROVIDER] = "provider",       [ORGANISATION_CERTIFIER] = "certifier",
    [ORGANISATION_FUNDER] = "funder",
};
static const char *const STATUSES[ORGANISATION_STATUSES] = {
    [ORGANISATION_APPLIED] = "applied",
    [ORGANISATION_ADMITTED] = "admitted",
    [ORGANISATION_LEFT] = "left",
};

const char *
organisation_kind_code(enum organisation_kind kind)
{
    assert((int)kind >= 0 && (int)kind < ORGANISATION_KINDS);
    return KINDS[kind];
}

const char *
organisation_status_code(enum organisation_status status)
{
    assert((int)status >= 0 && (int)status < ORGANISATION_STATUSES);
    return STATUSES[status];
}

enum err
organisation_kind_parse(struct slice code, enum organisation_kind *ret_kind)
{
    for (int i = 0; i < ORGANISATION_KINDS; i++) {
        if (slice_is(code, KINDS[i])) {
            *ret_kind = (enum organisation_kind)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err
organisation_status_parse(struct slice code, enum organisation_status *ret_status)
{
    for (int i = 0; i < ORGANISATION_STATUSES; i++) {
        if (slice_is(code, STATUSES[i])) {
            *ret_status = (enum organisation_status)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum role
organisation_staff_role(enum organisation_kind kind)
{
    static const enum role roles[ORGANISATION_KINDS] = {
        [ORGANISATION_COOPERATIVE] = ROLE_OPERATOR, [ORGANISATION_MUNICIPALITY] = ROLE_HR,
        [ORGANISATION_PROVIDER] = ROLE_PROVIDER,    [ORGANISATION_CERTIFIER] = ROLE_CERTIFIER,
        [ORGANISATION_FUNDER] = ROLE_FUNDER,
    };

    assert((int)kind >= 0 && (int)kind < ORGANISATION_KINDS);
    return roles[kind];
}

bool
organisation_code_is_sound(struct slice code)
{
    char before = '-';

    if (code.len == 0 || code.len > CODE_BYTES_MAX)
        return false;
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!plain && (c != '-' || before == '-'))
            return false;
        before = c;
    }
    return before != '-';
}

/* The days tell the same as the status. */
static bool
membership_is_sound(const struct organisation *o)
{
    switch (o->status) {
    case ORGANISATION_APPLIED:
        return !o->has_admitted_on && !o->has_left_on;
    case ORGANISATION_ADMITTED:
        return o->has_admitted_on && !o->has_left_on;
    case ORGANISATION_LEFT:
        return o->has_admitted_on && o->has_left_on && o->left_on.n >= o->admitted_on.n;
    }
    return false;
}

bool
organisation_is_sound(const struct organisation *o)
{
    bool register_fits = (o->municipality.n == 0 || o->kind == ORGANISATION_MUNICIPALITY) &&
                         (o->provider.n == 0 || o->kind == ORGANISATION_PROVIDER);

    return organisation_code_is_sound(o->code) && o->name.len > 0 &&
           o->name.len <= ORGANISATION_NAME_BYTES_MAX &&
           (o->state.len == 0 || state_name(o->state).len > 0) && register_fits &&
           membership_is_sound(o) && o->shares >= 0 && o->leitweg_id.len <= LEITWEG_ID_BYTES_MAX &&
           o->employees >= -1;
}
