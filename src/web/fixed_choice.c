/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/fixed_choice.h"

#include "domain/situation_change.h"
#include "service/browse_service.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/page_language.h"
#include "web/route.h"

struct fixed_buttons
fixed_buttons_of(const struct page *page, const struct situation *s, const struct module *m,
                 struct slice back)
{
    return (struct fixed_buttons){
        .token = page->token,
        .code = m->code,
        .title = m->title,
        .back = back,
        .choice = situation_fixed(s, m->id),
    };
}

struct fixed_note
fixed_note_of(const struct page *page, const struct situation *s, struct slice back)
{
    struct slice code = form_value(&page->req->query, "getan");
    const struct module *m = browse_module_by_code(page->snap, code);

    if (code.len == 0 || m == NULL)
        return (struct fixed_note){.shown = false};
    return (struct fixed_note){true, fixed_buttons_of(page, s, m, back)};
}

/* Nobody is sent to a page that is not one of ours for this. */
static bool
back_is_ours(struct slice back)
{
    struct slice path = slice_sub(back, 0, slice_find_char(back, '?'));
    struct slice code;

    if (!page_language_may_go_back(back))
        return false;
    if (slice_is(path, "/passung") || slice_is(path, "/lehrplan"))
        return true;
    if (!slice_starts(path, SLICE("/baustein/")))
        return false;
    code = slice_sub(path, sizeof "/baustein/" - 1, path.len);
    return slice_find_char(code, '/') == code.len && code.len > 0 && code.at[0] != '.';
}

static enum err
choice_parse(struct slice word, enum fixed_choice *ret_choice)
{
    if (slice_is(word, "keep"))
        *ret_choice = FIXED_KEEP;
    else if (slice_is(word, "drop"))
        *ret_choice = FIXED_DROP;
    else if (slice_is(word, "none"))
        *ret_choice = FIXED_NONE;
    else
        return ERR_INVALID;
    return OK;
}

static enum err
go_back(struct http_request *req, struct http_response *res, struct slice back, struct slice code)
{
    struct text t = text_init(req->arena, 2 * HTTP_TARGET_BYTES_MAX);
    struct slice location;

    if (!back_is_ours(back))
        back = SLICE("/lehrplan");
    text_put(&t, back);
    text_putc(&t, slice_find_char(back, '?') < back.len ? '&' : '?');
    text_puts(&t, "getan=");
    percent_put(&t, code);
    TRY(text_end(&t, &location));
    return http_redirect(res, location);
}

enum err
page_fixed_choice_save(struct http_request *req, struct http_response *res)
{
    const struct web_app *app = req->app;
    CLEANUP(page_done) struct page page = page_begin(req, NAV_PLAN);
    const struct module *m = browse_module_by_code(page.snap, form_value(&req->form, "code"));
    struct experience_person person = consent_experience_of(req);
    struct situation s;
    enum fixed_choice choice;
    bool known;

    if (m == NULL)
        return http_error(res, 404, page_say(&page, SAY_ERROR_NO_MODULE));
    TRY(choice_parse(form_value(&req->form, "wahl"), &choice));
    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &s, &known));
    if (situation_fix(req->arena, &s, m->id, choice) != OK)
        return http_error(
            res, 422,
            page_tell(&page, SAY_PLAN_TOO_MANY_FIXED, SAY_ARGS(SAY_AS_INT(SITUATION_FIXED_MAX))));
    TRY(guest_situation_save(&req->ctx, app->platform, guest_data_key(req), &s));
    if (choice == FIXED_KEEP) /* LEARN-12 */
        experience_note_did(&req->ctx, app->platform, &person,
                            (struct experience_did){DEED_KEPT, &m->id, 1});
    return go_back(req, res, form_value(&req->form, "zurueck"), m->code);
}
