/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by SAML: the one address that looks at identity headers. They count with the secret of
 * the web server in front alone; a header that is there twice counts as none, for then somebody
 * has added one.
 */
#include "web/page_saml.h"

#include <inttypes.h>

#include "service/saml_sign_in.h"
#include "web/account_form.h"
#include "web/guest.h"
#include "web/page_issuer.h"
#include "web/route.h"
#include "web/session.h"
#include "web/web_app.h"

enum { MARK_BYTES_MAX = ISSUER_CODE_BYTES_MAX + GUEST_ID_CHARS + ISSUER_SUBJECT_BYTES_MAX + 128 };

static struct slice
header_once(const struct http_request *req, const char *name)
{
    struct slice found = SLICE("");
    int count = 0;

    for (size_t i = 0; i < req->headers_len; i++) {
        if (slice_eq_ascii_nocase(req->headers[i].name, slice_of(name))) {
            found = req->headers[i].value;
            count++;
        }
    }
    return count == 1 ? found : SLICE("");
}

static struct saml_claim
claim_of(struct http_request *req)
{
    return (struct saml_claim){
        .code = http_param(req, "code"),
        .secret = header_once(req, "KC-Saml-Secret"),
        .secret2 = header_once(req, "KC-Saml-Secret-2"),
        .issuer = header_once(req, "KC-Saml-Issuer"),
        .subject = header_once(req, "KC-Saml-Name-Id"),
        .session = header_once(req, "KC-Saml-Session"),
        .email = header_once(req, "KC-Saml-Mail"),
        .given_name = header_once(req, "KC-Saml-Given-Name"),
        .family_name = header_once(req, "KC-Saml-Family-Name"),
        .claims = header_once(req, "KC-Saml-Claims"),
        .actor = req->actor,
        .visitor = session_visitor(req),
    };
}

/* --- who chose it ---------------------------------------------------------- */

/* What a mark is for: this browser, this service, who is signed in, and whom a page has named. */
static enum err
mark_of(const struct http_request *req, struct slice code, struct slice subject, int64_t expires_ms,
        struct slice *ret_mark)
{
    const struct web_app *app = req->app;
    struct slice account = req->actor != NULL ? req->actor->code : SLICE("-");
    struct text t = text_init(req->arena, MARK_BYTES_MAX);
    struct text mark = text_init(req->arena, 80);
    struct slice what = SLICE("");
    struct slice hash = SLICE("");
    struct crypto_hash h;

    text_printf(&t, "%" PRId64 " %.*s %.*s %.*s %.*s", expires_ms, SLICE_ARG(code),
                SLICE_ARG(req->guest), SLICE_ARG(account), SLICE_ARG(subject));
    TRY(text_end(&t, &what));
    h = crypto_mac(&app->key, "choice of a service that speaks SAML", what);
    TRY(crypto_base64url(req->arena, (struct slice){(const char *)h.bytes, sizeof h.bytes}, &hash));
    text_printf(&mark, "%" PRId64 ".%.*s", expires_ms, SLICE_ARG(hash));
    return text_end(&mark, ret_mark);
}

static enum err
mark_new(const struct http_request *req, struct slice code, struct slice subject,
         struct slice *ret_mark)
{
    return mark_of(req, code, subject, req->ctx.now.ms + (int64_t)ISSUER_STATE_MINUTES * 60000,
                   ret_mark);
}

enum err
page_saml_url(const struct http_request *req, struct slice code, struct slice *ret_url)
{
    struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice mark = SLICE("");

    TRY(mark_new(req, code, SLICE(""), &mark));
    text_printf(&t, "/anmelden/saml/%.*s?wahl=%.*s", SLICE_ARG(code), SLICE_ARG(mark));
    return text_end(&t, ret_url);
}

/* ISSUER-14: a mark of our own page, made for this browser and this service, not too long ago. */
static bool
is_mark(const struct http_request *req, struct slice mark, struct slice code, struct slice subject)
{
    struct slice number = slice_sub(mark, 0, slice_find_char(mark, '.'));
    struct slice right = SLICE("");
    int64_t expires = 0;

    if (req->guest.len == 0 || code.len > ISSUER_CODE_BYTES_MAX ||
        subject.len > ISSUER_SUBJECT_BYTES_MAX || slice_int(number, 1, INT64_MAX, &expires) != OK ||
        expires <= req->ctx.now.ms || mark_of(req, code, subject, expires, &right) != OK)
        return false;
    return crypto_eq(mark, right);
}

/* --- signing in ------------------------------------------------------------ */

/* Headers alone may be somebody else's doing: then they sign in nobody who does not say so. */
static enum err
ask(struct http_request *req, struct http_response *res, const struct saml_claim *claim)
{
    const struct web_app *app = req->app;
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct text t = text_init(req->arena, HTTP_TARGET_BYTES_MAX);
    struct saml_person person = {.name = SLICE("")};
    struct account_form f;
    enum err e = saml_look(app->accounts, &req->ctx, claim, &person);

    if (e != OK)
        return page_issuer_failure(req, res, e);
    TRY(account_form_init(&f, &page,
                          claim->actor != NULL ? SAY_ISSUER_LINK_TITLE : SAY_ISSUER_CONFIRM_TITLE));
    f.lead = page_tell(
        &page, claim->actor != NULL ? SAY_ISSUER_LINK_CONFIRM_TEXT : SAY_ISSUER_CONFIRM_TEXT,
        SAY_ARGS(SAY_AS_TEXT(person.name), SAY_AS_TEXT(person.service)));
    text_printf(&t, "/anmelden/saml/%.*s", SLICE_ARG(claim->code));
    TRY(text_end(&t, &f.action));
    f.submit = claim->actor != NULL ? SAY_ISSUER_LINK_CONFIRM : SAY_ISSUER_CONFIRM;
    f.hidden_name = "wer";
    TRY(mark_new(req, claim->code, claim->subject, &f.hidden));
    f.links[f.links_len++] =
        claim->actor != NULL ? (struct account_form_link){SAY_ACCOUNT_TITLE, SLICE("/konto")}
                             : (struct account_form_link){SAY_ACCOUNT_SIGN_IN, SLICE("/anmelden")};
    res->is_personal = true;
    return account_form_show(&f, res);
}

/* ISSUER-15: who is signed in links it, from the page of the own account alone, and is asked by
 * name: the browser may be signed in there as somebody else, by somebody else's doing. */
enum err
page_saml_return(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct saml_claim claim = claim_of(req);
    struct identity_sign_in who = {.answer = IDENTITY_REFUSED};
    bool chosen = is_mark(req, form_value(&req->query, "wahl"), claim.code, SLICE(""));
    enum err e;

    if (req->actor != NULL)
        return chosen ? ask(req, res, &claim) : http_redirect(res, SLICE("/konto"));
    if (!chosen)
        return ask(req, res, &claim);
    e = saml_sign_in(app->accounts, &req->ctx, &claim, &who);
    return e == OK ? page_issuer_answer(req, res, &who, SLICE("/konto"))
                   : page_issuer_failure(req, res, e);
}

/* Whom the page named: another one who came meanwhile is asked anew, or sent away. What a guest
 * entered stays the guest's: who was led here has not said that it goes along. */
enum err
page_saml_enter(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    struct saml_claim claim = claim_of(req);
    struct identity_sign_in who = {.answer = IDENTITY_REFUSED};
    enum err e;

    if (!is_mark(req, form_value(&req->form, "wer"), claim.code, claim.subject))
        return req->actor != NULL ? http_redirect(res, SLICE("/konto")) : ask(req, res, &claim);
    e = saml_sign_in(app->accounts, &req->ctx, &claim, &who);
    if (e != OK)
        return page_issuer_failure(req, res, e);
    if (who.answer != IDENTITY_ENTERED || who.in.answer != SIGN_IN_DONE)
        return page_issuer_answer(req, res, &who, SLICE("/konto"));
    session_set(req, res, who.in.secret);
    return http_redirect(res, SLICE("/konto"));
}
