/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/issuer.h"

static const char *const KINDS[] = {"oidc", "saml"};

const char *
issuer_kind_code(enum issuer_kind kind)
{
    return KINDS[kind];
}

enum err
issuer_kind_parse(struct slice code, enum issuer_kind *ret_kind)
{
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        if (slice_is(code, KINDS[i])) {
            *ret_kind = (enum issuer_kind)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static bool
is_code(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return s.len > 0 && s.len <= ISSUER_CODE_BYTES_MAX;
}

bool
issuer_is_sound(const struct issuer *i)
{
    struct slice rest = i->domains;
    struct slice domain;
    int domains = 0;

    while (slice_next(&rest, ' ', &domain))
        domains += domain.len > 0 ? 1 : ISSUER_DOMAINS_MAX + 1;
    return is_code(i->code) && i->name.len > 0 && i->name.len <= ISSUER_NAME_BYTES_MAX &&
           i->url.len > 0 && i->url.len <= ISSUER_URL_BYTES_MAX &&
           i->client.len <= ISSUER_CLIENT_BYTES_MAX &&
           (i->client.len > 0) == (i->kind == ISSUER_OIDC) && domains <= ISSUER_DOMAINS_MAX;
}

bool
issuer_subject_is_sound(struct slice subject)
{
    for (size_t i = 0; i < subject.len; i++) {
        if (subject.at[i] <= ' ' || subject.at[i] > '~')
            return false;
    }
    return subject.len > 0 && subject.len <= ISSUER_SUBJECT_BYTES_MAX;
}

bool
issuer_vouches_for(const struct issuer *i, struct slice email)
{
    size_t at = slice_find_char(email, '@');
    struct slice of = slice_sub(email, at + 1, email.len);
    struct slice rest = i->domains;
    struct slice domain;

    if (at == email.len || of.len == 0 || slice_find_char(of, '@') < of.len)
        return false;
    while (slice_next(&rest, ' ', &domain)) {
        if (slice_is(domain, "*") || (domain.len > 0 && slice_eq_ascii_nocase(domain, of)))
            return true;
    }
    return false;
}

bool
issuer_may_give(const struct issuer *i, const struct issuer_rule *r)
{
    if (r->role == ROLE_OPERATOR || r->role == ROLE_SUPERIOR)
        return false;
    return i->organisation.n == 0 || i->organisation.n == r->organisation.n;
}

bool
issuer_role_fits(enum organisation_kind kind, enum role role)
{
    if (role == ROLE_LEARNER)
        return kind == ORGANISATION_MUNICIPALITY;
    return role == organisation_staff_role(kind);
}
