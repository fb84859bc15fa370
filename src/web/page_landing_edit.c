/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_landing_edit.h"

#include "domain/colour.h"
#include "service/browse_service.h"
#include "service/landing_service.h"
#include "web/page.gen.h"
#include "web/route.h"

static const char PLATFORM_COLOUR[] = "#1c3f94"; /* --kc-brand of static/css/app.css */
enum { COLOUR_CHARS = 7, BLOCKS_BYTES_MAX = LANDING_MODULES_MAX * (CODE_BYTES_MAX + 16) };

static struct slice
public_url(const struct staff_desk *d, const char *rest)
{
    struct text t = text_init(d->page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_puts(&t, "/k/");
    percent_put(&t, d->organisation.code);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

/* --- showing ------------------------------------------------------------- */

/* The addresses of what is chosen, and the titles. */
static enum err
put_blocks(struct page_landing_edit *p, const struct landing *l)
{
    struct arena *a = p->page->req->arena;
    struct text t = text_init(a, BLOCKS_BYTES_MAX);

    p->titles = arena_array(a, struct slice, LANDING_MODULES_MAX);
    if (p->titles == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < l->modules_len; i++) {
        const struct module *m = browse_module(p->page->snap, l->modules[i]);

        if (m == NULL)
            continue;
        text_puts(&t, "/baustein/");
        text_put(&t, m->code);
        text_putc(&t, '\n');
        p->titles[p->titles_len++] = m->title;
    }
    return text_end(&t, &p->blocks);
}

/* The preview's colour: a style sheet of its own, for the content security policy allows no other
 * way. */
static void
put_stylesheet(struct page_landing_edit *p)
{
    struct page *page = p->desk->page;
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    if (!p->own_colour || p->colour_error.len > 0)
        return;
    text_put(&t, staff_desk_url(p->desk, "/startseite/farbe.css?farbe="));
    percent_put(&t, p->colour);
    if (text_end(&t, &url) == OK)
        page->stylesheet = url;
}

static enum err
begin(struct page_landing_edit *p, struct page *page, struct staff_desk *desk,
      struct landing *ret_landing)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;
    struct organisation o = {0};

    *p = (struct page_landing_edit){.page = page, .desk = desk};
    p->errors = arena_new(req->arena, struct form_errors);
    if (p->errors == NULL)
        return ERR_LIMIT;
    TRY(staff_desk_open(desk, page, STAFF_LANDING));
    TRY(landing_show(&req->ctx, app->platform, desk->organisation.code, &o, ret_landing));
    p->action = staff_desk_url(desk, "/startseite");
    p->public_url = public_url(desk, "");
    if (ret_landing->logo != LOGO_NONE)
        p->logo_url = public_url(desk, "/logo");
    return OK;
}

static enum err
show(struct page_landing_edit *p, struct http_response *res)
{
    struct page *page = p->desk->page;

    put_stylesheet(p);
    if (p->errors->errors_len > 0)
        res->status = 422;
    page->title =
        page_tell(page, SAY_STAFF_LANDING_OF, SAY_ARGS(SAY_AS_TEXT(p->desk->organisation.name)));
    PAGE_SEND(page, res, page_landing_edit, p);
}

enum err
page_landing_edit_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_landing_edit p;
    struct landing landing = {0};

    TRY(begin(&p, &page, &desk, &landing));
    p.greeting = landing.greeting;
    p.own_colour = landing.colour.len > 0;
    p.colour = p.own_colour ? landing.colour : slice_of(PLATFORM_COLOUR);
    TRY(put_blocks(&p, &landing));
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_STAFF_SAVED);
    return show(&p, res);
}

/* --- reading ------------------------------------------------------------- */

static struct slice
wrong(struct page_landing_edit *p, const char *id, enum say_key label, struct slice message)
{
    form_errors_add(p->errors,
                    (struct form_error){slice_of(id), page_say(p->page, label), message});
    return message;
}

static struct slice
hex_of(const struct page *page, struct colour c)
{
    struct text t = text_init(page->req->arena, COLOUR_CHARS);
    struct slice s = SLICE("");

    text_printf(&t, "#%02x%02x%02x", c.red, c.green, c.blue);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

/* ORG-30 */
static void
read_colour(struct page_landing_edit *p, struct landing *l)
{
    struct colour c = {0};

    p->own_colour = form_has(&p->page->req->form, "eigene_farbe");
    p->colour = slice_trim(form_value(&p->page->req->form, "farbe"));
    l->colour = p->own_colour ? p->colour : SLICE("");
    if (!p->own_colour)
        return;
    if (colour_parse(p->colour, &c) != OK)
        p->colour_error =
            wrong(p, "farbe", SAY_STAFF_COLOUR, page_say(p->page, SAY_STAFF_COLOUR_WRONG));
    else if (!colour_carries_white(c))
        p->colour_error =
            wrong(p, "farbe", SAY_STAFF_COLOUR,
                  page_tell(p->page, SAY_STAFF_COLOUR_LIGHT,
                            SAY_ARGS(SAY_AS_TEXT(hex_of(p->page, colour_nearest_allowed(c))))));
}

/* "https://campus.example/baustein/cyberlabor?x" -> "cyberlabor" */
static struct slice
code_of(struct slice line)
{
    struct slice mark = SLICE("/baustein/");
    size_t at = slice_find(line, mark);
    struct slice code = at < line.len ? slice_sub(line, at + mark.len, line.len) : line;

    code = slice_sub(code, 0, slice_find_char(code, '?'));
    return slice_sub(code, 0, slice_find_char(code, '#'));
}

static enum err
read_blocks(struct page_landing_edit *p, struct landing *l)
{
    struct slice typed = form_value(&p->page->req->form, "bausteine");
    struct slice rest = typed;
    struct slice line;

    l->modules_len = 0;
    while (p->blocks_error.len == 0 && slice_next(&rest, '\n', &line)) {
        const struct module *m = browse_module_by_code(p->page->snap, code_of(slice_trim(line)));
        bool known = false;

        if (slice_trim(line).len == 0)
            continue;
        for (int i = 0; m != NULL && i < l->modules_len; i++)
            known |= l->modules[i].n == m->id.n;
        if (m == NULL)
            p->blocks_error =
                wrong(p, "bausteine", SAY_STAFF_BLOCKS,
                      page_tell(p->page, SAY_STAFF_BLOCK_UNKNOWN, SAY_ARGS(SAY_AS_TEXT(line))));
        else if (!known && l->modules_len == LANDING_MODULES_MAX)
            p->blocks_error = wrong(p, "bausteine", SAY_STAFF_BLOCKS,
                                    page_tell(p->page, SAY_STAFF_BLOCKS_MANY,
                                              SAY_ARGS(SAY_AS_INT(LANDING_MODULES_MAX))));
        else if (!known)
            l->modules[l->modules_len++] = m->id;
    }
    TRY(put_blocks(p, l));
    if (p->blocks_error.len > 0)
        p->blocks = typed;
    return OK;
}

/* ORG-32 */
static void
read_logo(struct page_landing_edit *p, struct landing_change *change)
{
    const struct form_file *file = multipart_file(&p->page->req->files, "logo");

    change->change_logo = file != NULL || form_has(&p->page->req->form, "logo_weg");
    change->logo = file != NULL ? file->bytes : SLICE("");
    if (file != NULL &&
        (file->bytes.len > LOGO_BYTES_MAX || logo_kind_of(file->bytes) == LOGO_NONE))
        p->logo_error = wrong(p, "logo", SAY_STAFF_LOGO, page_say(p->page, SAY_STAFF_LOGO_WRONG));
}

enum err
page_landing_edit_save(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    const struct web_app *app = req->app;
    struct staff_desk desk;
    struct page_landing_edit p;
    struct landing landing = {0};
    struct landing_change change = {.landing = &landing};

    TRY(begin(&p, &page, &desk, &landing));
    p.greeting = landing.greeting = slice_trim(form_value(&req->form, "gruss"));
    if (p.greeting.len > LANDING_GREETING_BYTES_MAX)
        p.greeting_error =
            wrong(&p, "gruss", SAY_STAFF_GREETING, page_say(&page, SAY_STAFF_TOO_LONG));
    read_colour(&p, &landing);
    TRY(read_blocks(&p, &landing));
    read_logo(&p, &change);
    if (p.errors->errors_len > 0)
        return show(&p, res);
    if (!slice_is(form_value(&req->form, "tun"), "speichern")) {
        p.is_preview = true;
        return show(&p, res);
    }
    TRY(landing_save(&req->ctx, app->platform, req->actor, desk.organisation.id, &change));
    return http_redirect(res, staff_desk_url(&desk, "/startseite?gespeichert"));
}

/* --- the preview's colour ------------------------------------------------ */

enum err
page_landing_edit_colour(struct http_request *req, struct http_response *res)
{
    struct slice typed = form_value(&req->query, "farbe");
    struct text t = text_init(req->arena, 512);
    struct colour c = {0};

    if (colour_parse(typed, &c) != OK || !colour_carries_white(c))
        return ERR_INVALID;
    text_printf(&t,
                ".kc-hero { --kc-brand: #%02x%02x%02x; --kc-brand-2: #%02x%02x%02x; "
                "--kc-on-brand-soft: #fff; }\n",
                c.red, c.green, c.blue, c.red, c.green, c.blue);
    return http_body(res, "text/css; charset=utf-8", &t);
}
