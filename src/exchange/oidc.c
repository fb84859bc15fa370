/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/oidc.h"

#include "base/limits.h"
#include "base/unicode.h"
#include "exchange/http_fetch.h"

/* --- addresses ----------------------------------------------------------- */

void
oidc_put_value(struct text *t, struct slice value)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == '-' || c == '.' || c == '_' || c == '~') {
            text_putc(t, (char)c);
        } else {
            text_putc(t, '%');
            text_putc(t, hex[c >> 4]);
            text_putc(t, hex[c & 15]);
        }
    }
}

void
oidc_put(struct text *t, char mark, const char *name, struct slice value)
{
    if (mark != 0)
        text_putc(t, mark);
    text_puts(t, name);
    text_putc(t, '=');
    oidc_put_value(t, value);
}

enum err
oidc_metadata_url(struct arena *a, struct slice issuer, struct slice *ret_url)
{
    struct text t = text_init(a, ISSUER_URL_BYTES_MAX + 64);

    text_put(&t, slice_ends(issuer, SLICE("/")) ? slice_sub(issuer, 0, issuer.len - 1) : issuer);
    text_puts(&t, "/.well-known/openid-configuration");
    return text_end(&t, ret_url);
}

/* --- description --------------------------------------------------------- */

static struct slice
text_of(const struct json_value *v, const char *key)
{
    const struct json_value *m = json_member(v, key);

    return m != NULL && m->kind == JSON_KIND_TEXT ? m->text : SLICE("");
}

static bool
list_has(const struct json_value *list, struct slice text)
{
    for (size_t i = 0; list != NULL && list->kind == JSON_KIND_ARRAY && i < list->len; i++) {
        if (list->items[i].kind == JSON_KIND_TEXT && slice_eq(list->items[i].text, text))
            return true;
    }
    return false;
}

enum err
oidc_metadata_read(struct ctx *ctx, struct slice bytes, struct slice issuer, bool local_http,
                   struct oidc_metadata *ret_metadata)
{
    const struct json_value *top = NULL;
    const struct json_value *methods;
    struct oidc_metadata m = {.says_issuer = false};

    TRY(json_read(ctx, bytes, &top));
    m.authorization = text_of(top, "authorization_endpoint");
    m.token = text_of(top, "token_endpoint");
    m.keys = text_of(top, "jwks_uri");
    m.end_session = text_of(top, "end_session_endpoint");
    m.user = text_of(top, "userinfo_endpoint");
    m.says_issuer =
        json_loose_bool(json_member(top, "authorization_response_iss_parameter_supported"), false);
    methods = json_member(top, "token_endpoint_auth_methods_supported");
    m.secret_in_form = methods != NULL && !list_has(methods, SLICE("client_secret_basic")) &&
                       list_has(methods, SLICE("client_secret_post"));
    if (!slice_eq(text_of(top, "issuer"), issuer))
        return fail(ctx, ERR_INVALID, "description: is of another issuer");
    if (!http_fetch_may(m.authorization, local_http) || !http_fetch_may(m.token, local_http) ||
        !http_fetch_may(m.keys, local_http) ||
        (m.end_session.len > 0 && !http_fetch_may(m.end_session, local_http)) ||
        (m.user.len > 0 && !http_fetch_may(m.user, local_http)))
        return fail(ctx, ERR_INVALID, "description: an address in it may not be asked");
    *ret_metadata = m;
    return OK;
}

enum err
oidc_token_answer_read(struct ctx *ctx, struct slice bytes, struct oidc_tokens *ret_tokens)
{
    const struct json_value *top = NULL;
    struct oidc_tokens t;

    if (json_read(ctx, bytes, &top) != OK) {
        ctx_clear(ctx); /* the reader's message could hold a piece of a token */
        return fail(ctx, ERR_INVALID, "token endpoint: the answer is no JSON");
    }
    t.id = text_of(top, "id_token");
    t.access = text_of(top, "access_token");
    if (t.id.len == 0)
        return fail(ctx, ERR_INVALID, "token endpoint: the answer has no ID token");
    *ret_tokens = t;
    return OK;
}

enum err
oidc_user_read(struct ctx *ctx, struct slice bytes, struct slice subject,
               const struct json_value **ret_claims)
{
    const struct json_value *top = NULL;

    if (json_read(ctx, bytes, &top) != OK) {
        ctx_clear(ctx); /* the reader's message could hold what it says of a person */
        return fail(ctx, ERR_INVALID, "UserInfo: the answer is no JSON");
    }
    if (subject.len == 0 || !slice_eq(text_of(top, "sub"), subject))
        return fail(ctx, ERR_INVALID, "UserInfo: the answer is about somebody else");
    *ret_claims = top;
    return OK;
}

/* --- claims -------------------------------------------------------------- */

static const struct json_value *
member(const struct json_value *v, struct slice key)
{
    for (size_t i = 0; v != NULL && v->kind == JSON_KIND_OBJECT && i < v->len; i++) {
        if (slice_eq(v->items[i].key, key))
            return &v->items[i];
    }
    return NULL;
}

bool
oidc_claim_has(const struct json_value *claims, struct slice name, struct slice value)
{
    const struct json_value *v = member(claims, name);
    struct slice part;

    if (v == NULL) {
        v = claims;
        while (v != NULL && slice_next(&name, '.', &part))
            v = member(v, part);
    }
    if (v == NULL || value.len == 0)
        return false;
    return v->kind == JSON_KIND_TEXT ? slice_eq(v->text, value) : list_has(v, value);
}

/* Only the word true: "true" as a text is what careless providers send for
 * anything. */
struct slice
oidc_verified_email(const struct json_value *claims)
{
    const struct json_value *verified = json_member(claims, "email_verified");

    if (verified == NULL || verified->kind != JSON_KIND_BOOL || !verified->truth)
        return SLICE("");
    return text_of(claims, "email");
}

enum err
oidc_person_name(struct arena *a, const struct json_value *claims, struct slice *ret_name)
{
    struct text t = text_init(a, (size_t)2 * JWT_BYTES_MAX);
    struct slice name = slice_trim(text_of(claims, "name"));
    struct slice both = SLICE("");

    if (name.len == 0) {
        text_put(&t, text_of(claims, "given_name"));
        text_putc(&t, ' ');
        text_put(&t, text_of(claims, "family_name"));
        TRY(text_end(&t, &both));
        name = slice_trim(both);
    }
    for (size_t i = 0; i < name.len; i++) { /* a name is one line */
        if ((unsigned char)name.at[i] < ' ')
            name = SLICE("");
    }
    if (unicode_text(a, name, ACCOUNT_NAME_BYTES_MAX, ret_name) != OK)
        *ret_name = SLICE("");
    return OK;
}
