/* SPDX-License-Identifier: EUPL-1.2 */
/* What a browser has to say is in fields of plain forms, which static/js/passkey.js fills. */
#include "web/page_passkey.h"

#include "base/json_write.h"
#include "service/account_security.h"
#include "web/account_prove.h"
#include "web/page.gen.h"
#include "web/page_sign_in.h"
#include "web/route.h"
#include "web/session.h"

enum { QUESTION_BYTES_MAX = 4096, KNOWN_BYTES_MAX = PASSKEYS_MAX * (PASSKEY_ID_BYTES_MAX * 2) };

/* --- signing in ---------------------------------------------------------- */

/* GET /anmelden/passkey: a fresh question, for the script. */
enum err
page_passkey_ask(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, QUESTION_BYTES_MAX);
    struct json_write w = json_write_init(&t);
    struct passkey_question q;

    TRY(passkey_ask(session_accounts(req), &req->ctx, NULL, req->guest, &q));
    json_write_object(&w);
    json_write_member_text(&w, "host", q.host);
    json_write_member_text(&w, "challenge", q.challenge);
    json_write_member_text(&w, "state", q.state);
    json_write_object_end(&w);
    json_write_end(&w);
    res->is_personal = true;
    return http_body(res, HTTP_TYPE_JSON, &t);
}

enum err
page_passkey_enter(struct http_request *req, struct http_response *res)
{
    static const enum say_key words[PASSKEY_ANSWERS] = {
        [PASSKEY_OVER] = SAY_PASSKEY_OVER,
        [PASSKEY_UNKNOWN] = SAY_PASSKEY_UNKNOWN,
        [PASSKEY_UNBELIEVED] = SAY_PASSKEY_UNBELIEVED,
    };
    const struct passkey_shown shown = {.state = form_value(&req->form, "stand"),
                                        .id = form_value(&req->form, "id"),
                                        .client = form_value(&req->form, "client"),
                                        .data = form_value(&req->form, "data"),
                                        .signature = form_value(&req->form, "signature"),
                                        .user = form_value(&req->form, "user"),
                                        .visitor = session_visitor(req)};
    struct slice back = page_sign_in_way_back(&req->form);
    struct passkey_entered in;

    if (req->actor != NULL)
        return http_redirect(res, back);
    TRY(passkey_enter(session_accounts(req), &req->ctx, &shown, &in));
    if (in.answer == PASSKEY_DONE)
        return page_sign_in_entered(req, res, &in.in, back);
    return page_sign_in_again(req, res, words[in.answer]);
}

/* --- the own account ----------------------------------------------------- */

enum err
page_passkey_box(struct http_request *req, const struct page *page, struct passkey_box *ret_box)
{
    struct passkey_place place;

    *ret_box = (struct passkey_box){.page = page};
    TRY(passkey_list(session_accounts(req), &req->ctx, req->actor->id, ret_box->passkeys,
                     &ret_box->passkeys_len));
    ret_box->is_full = ret_box->passkeys_len == PASSKEYS_MAX;
    ret_box->may_add =
        !ret_box->is_full && passkey_place(session_accounts(req), req->arena, &place);
    return OK;
}

/* Those that there are: a device that holds one of them makes no second (section 5.4, step 6). */
static enum err
put_known(struct http_request *req, struct page_passkey_new *p)
{
    struct passkey all[PASSKEYS_MAX];
    struct text t = text_init(req->arena, KNOWN_BYTES_MAX);
    int len = 0;

    TRY(passkey_list(session_accounts(req), &req->ctx, req->actor->id, all, &len));
    for (int i = 0; i < len; i++) {
        struct slice id = SLICE("");

        TRY(crypto_base64url(req->arena, all[i].credential, &id));
        text_puts(&t, i > 0 ? " " : "");
        text_put(&t, id);
    }
    return text_end(&t, &p->known);
}

/* PASSKEY-6 */
enum err
page_passkey_begin(struct http_request *req, struct http_response *res)
{
    static const struct account_prove how = {SAY_PASSKEY_NEW_TITLE,
                                             SAY_PASSKEY_PROOF,
                                             SAY_PASSKEY_STALE,
                                             SAY_ACCOUNT_GO_ON,
                                             SLICE_INIT("/konto/passkeys"),
                                             NULL};
    struct account_security s = {.has_totp = false};
    struct page_passkey_new p = {.page = NULL};
    bool is_proved = false;

    TRY(account_prove(req, res, &how, &is_proved));
    if (!is_proved)
        return OK;
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    p.page = &page;
    TRY(passkey_ask(session_accounts(req), &req->ctx, req->actor, req->guest, &p.question));
    TRY(account_security_load(session_accounts(req), &req->ctx, req->actor, &s));
    TRY(put_known(req, &p));
    p.email = s.account.email;
    p.name = s.account.name;
    p.proposed = session_browser(req);
    page.title = page_say(&page, SAY_PASSKEY_NEW_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_passkey_new, &p);
}

enum err
page_passkey_add(struct http_request *req, struct http_response *res)
{
    static const struct account_form_word words[PASSKEY_ANSWERS] = {
        [PASSKEY_OVER] = {409, SAY_PASSKEY_NEW_TITLE, SAY_PASSKEY_OVER, SAY_ACCOUNT_TITLE,
                          SLICE_INIT("/konto#passkeys")},
        [PASSKEY_UNBELIEVED] = {422, SAY_PASSKEY_NEW_TITLE, SAY_PASSKEY_NOT_MADE, SAY_ACCOUNT_TITLE,
                                SLICE_INIT("/konto#passkeys")},
        [PASSKEY_TAKEN] = {409, SAY_PASSKEY_NEW_TITLE, SAY_PASSKEY_TAKEN, SAY_ACCOUNT_TITLE,
                           SLICE_INIT("/konto#passkeys")},
        [PASSKEY_FULL] = {409, SAY_PASSKEY_NEW_TITLE, SAY_PASSKEY_FULL, SAY_ACCOUNT_TITLE,
                          SLICE_INIT("/konto#passkeys")},
    };
    const struct passkey_made made = {.state = form_value(&req->form, "stand"),
                                      .id = form_value(&req->form, "id"),
                                      .client = form_value(&req->form, "client"),
                                      .object = form_value(&req->form, "object"),
                                      .name = form_value(&req->form, "name"),
                                      .visitor = session_visitor(req)};
    enum passkey_answer answer = PASSKEY_OVER;

    TRY(passkey_add(session_accounts(req), &req->ctx, req->actor, &made, &answer));
    if (answer == PASSKEY_DONE)
        return http_redirect(res, SLICE("/konto?passkey#passkeys"));
    return account_form_word(req, res, &words[answer]);
}

static enum err
id_of(const struct http_request *req, struct passkey_id *ret_id)
{
    return slice_int(form_value(&req->form, "id"), 1, INT64_MAX, &ret_id->n) == OK ? OK
                                                                                   : ERR_INVALID;
}

enum err
page_passkey_rename(struct http_request *req, struct http_response *res)
{
    struct passkey_id id;
    struct slice name;

    TRY(id_of(req, &id));
    if (passkey_name_parse(form_value(&req->form, "name"), &name) != OK)
        return account_form_word(
            req, res,
            &(struct account_form_word){422, SAY_PASSKEY_TITLE, SAY_PASSKEY_NAME_WRONG,
                                        SAY_ACCOUNT_TITLE, SLICE("/konto#passkeys")});
    TRY(passkey_rename(session_accounts(req), &req->ctx, req->actor, id, name));
    return http_redirect(res, SLICE("/konto#passkeys"));
}

/* PASSKEY-6: else whoever sits there takes the owner's keys, and ends what began with them. */
enum err
page_passkey_remove(struct http_request *req, struct http_response *res)
{
    static const struct account_prove how = {SAY_PASSKEY_REMOVE_TITLE,
                                             SAY_PASSKEY_REMOVE_PROOF,
                                             SAY_PASSKEY_REMOVE_STALE,
                                             SAY_PASSKEY_REMOVE,
                                             SLICE_INIT("/konto/passkeys/entfernen"),
                                             "id"};
    struct passkey_id id;
    bool is_proved = false;
    enum err e;

    TRY(id_of(req, &id));
    TRY(account_prove(req, res, &how, &is_proved));
    if (!is_proved)
        return OK;
    e = passkey_remove(session_accounts(req), &req->ctx, req->actor, id);
    if (e == ERR_CONFLICT) {
        ctx_clear(&req->ctx);
        return account_form_word(req, res,
                                 &(struct account_form_word){409, SAY_ISSUER_LAST_TITLE,
                                                             SAY_PASSKEY_LAST, SAY_ACCOUNT_TITLE,
                                                             SLICE("/konto#passkeys")});
    }
    TRY(e);
    return http_redirect(res, SLICE("/konto?entfernt#passkeys"));
}
