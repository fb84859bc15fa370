/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_erase.h"

#include "web/check_owner.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/session.h"

static const enum say_key ROLE_NAMES[] = {
    [ROLE_LEARNER] = SAY_ERASE_ROLE_OTHER,
    [ROLE_SUPERIOR] = SAY_ERASE_ROLE_OTHER,
    [ROLE_HR] = SAY_ERASE_ROLE_HR,
    [ROLE_PROVIDER] = SAY_ERASE_ROLE_PROVIDER,
    [ROLE_CERTIFIER] = SAY_ERASE_ROLE_CERTIFIER,
    [ROLE_FUNDER] = SAY_ERASE_ROLE_FUNDER,
    [ROLE_OPERATOR] = SAY_ERASE_ROLE_OPERATOR,
};

/* The wish lives as long as the desk that it points to. */
static struct own_wish
wish_of(struct http_request *req, struct check_desk *desk)
{
    const struct web_app *app = req->app;

    *desk = check_desk_of(req);
    return (struct own_wish){app->accounts, req->actor, guest_data_key(req), desk};
}

static enum err
put_state(struct page_erase *p, const struct erasure_state *state)
{
    p->obstacles = arena_array(p->page->req->arena, struct erase_obstacle_view,
                               (size_t)state->obstacles_len + 1);
    if (p->obstacles == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < state->obstacles_len; i++)
        p->obstacles[i] = (struct erase_obstacle_view){state->obstacles[i].organisation,
                                                       ROLE_NAMES[state->obstacles[i].role]};
    p->obstacles_len = state->obstacles_len;
    p->asks_password = state->has_password;
    p->can = state->obstacles_len == 0 && (state->has_password || state->is_fresh);
    return OK;
}

static enum err
page_make(struct page *page, struct page_erase **ret_page)
{
    struct http_request *req = page->req;
    struct page_erase *p = arena_new(req->arena, struct page_erase);
    struct erasure_state state = {.is_fresh = false};
    struct check_desk desk;
    struct own_wish wish = wish_of(req, &desk);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = page;
    p->password = (struct field){.id = "passwort",
                                 .name = "passwort",
                                 .type = "password",
                                 .label = SAY_ACCOUNT_PASSWORD,
                                 .autocomplete = "current-password"};
    page->title = page_say(page, SAY_ERASE_TITLE);
    page->noindex = true;
    TRY(erasure_look(&req->ctx, &wish, &state));
    TRY(put_state(p, &state));
    *ret_page = p;
    return OK;
}

enum err
page_erase_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct page_erase *p = NULL;

    TRY(page_make(&page, &p));
    PAGE_SEND(&page, res, page_erase, p);
}

/* --- deleting ----------------------------------------------------------------- */

static void
put_error(struct page_erase *p, const char *id, enum say_key label, enum say_key message,
          struct slice *ret_error)
{
    *ret_error = page_say(p->page, message);
    form_errors_add(&p->errors, (struct form_error){.id = slice_of(id),
                                                    .label = page_say(p->page, label),
                                                    .message = *ret_error});
}

/* Why it was not done, in the form. */
static enum err
tell(struct page_erase *p, struct http_response *res, enum err e, int wait_seconds)
{
    struct text wait = text_init(p->page->req->arena, 300);

    if (e == ERR_BUSY) {
        res->status = 503;
        http_set_header(res, "Retry-After", SLICE("2"));
        p->problem = page_say(p->page, SAY_ACCOUNT_BUSY);
        return OK;
    }
    if (e == ERR_CONFLICT) {
        res->status = 409;
        return OK; /* the obstacles say it */
    }
    if (e != ERR_DENIED)
        return e;
    if (wait_seconds > 0) {
        res->status = 429;
        say_put(&wait, p->page->lang, SAY_ACCOUNT_WAIT, SAY_ARGS(SAY_AS_INT(wait_seconds)));
        return text_end(&wait, &p->problem);
    }
    res->status = 422;
    if (p->asks_password)
        put_error(p, "passwort", SAY_ACCOUNT_PASSWORD, SAY_ACCOUNT_PASSWORD_WRONG,
                  &p->password.error);
    return OK;
}

/* PRIVACY-5 */
enum err
page_erase_do(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_security_proof proof = {.password = form_value(&req->form, "passwort"),
                                           .address = session_address(req)};
    struct check_desk desk;
    struct own_wish wish = wish_of(req, &desk);
    struct page_erase *p = NULL;
    enum err e;

    TRY(page_make(&page, &p));
    if (!form_has(&req->form, "sicher")) {
        res->status = 422;
        put_error(p, "sicher", SAY_ERASE_SURE, SAY_ERASE_SURE_MISSING, &p->sure_error);
        PAGE_SEND(&page, res, page_erase, p);
    }
    e = erasure_run(&req->ctx, &wish, &proof);
    if (e == OK) {
        platform_scrub_soon(desk.platform);
        session_forget(req, res);
        return http_redirect(res, SLICE("/konto-geloescht"));
    }
    TRY(tell(p, res, e, proof.wait_seconds));
    ctx_clear(&req->ctx);
    PAGE_SEND(&page, res, page_erase, p);
}

enum err
page_erased_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    struct page_erased p = {.page = &page};

    page.noindex = true;
    page.title = page_say(&page, SAY_ERASE_DONE_TITLE);
    PAGE_SEND(&page, res, page_erased, &p);
}
