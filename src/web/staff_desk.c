/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/staff_desk.h"

#include <stdio.h>
#include <stdlib.h>

enum { LEVELS_SHOWN_MAX = 16, PATH_BYTES_MAX = LEVELS_SHOWN_MAX * (UNIT_NAME_BYTES_MAX + 4) };

static const struct {
    enum say_key label;
    const char *path;
} PARTS[STAFF_PARTS] = {
    [STAFF_PEOPLE] = {SAY_STAFF_PEOPLE, ""},
    [STAFF_IMPORT] = {SAY_STAFF_IMPORT, "/liste"},
    [STAFF_DIRECTORY] = {SAY_DIRECTORY_TITLE, "/verzeichnis"},
    [STAFF_UNITS] = {SAY_STAFF_UNITS, "/abteilungen"},
    [STAFF_JOBS] = {SAY_STAFF_JOBS, "/stellen"},
    [STAFF_LANDING] = {SAY_STAFF_LANDING, "/startseite"},
    [STAFF_REPORTS] = {SAY_REPORT_TITLE, "/berichte"},
    [STAFF_COUNCIL] = {SAY_COUNCIL_TITLE, "/mitbestimmung"},
    [STAFF_AUDIT] = {SAY_AUDIT_TITLE, "/protokoll"},
};

struct slice
staff_desk_url(const struct staff_desk *d, const char *rest)
{
    struct text t = text_init(d->page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_puts(&t, "/verwaltung/");
    percent_put(&t, d->organisation.code);
    text_puts(&t, rest);
    return text_end(&t, &url) == OK ? url : SLICE("");
}

struct slice
staff_desk_person_url(const struct staff_desk *d, struct employment_id id, const char *rest)
{
    char path[80];

    (void)snprintf(path, sizeof path, "/person/%lld%s", (long long)id.n, rest);
    return staff_desk_url(d, path);
}

struct slice
staff_desk_job_url(const struct staff_desk *d, const struct job_profile *job)
{
    char path[2 * CODE_BYTES_MAX];

    (void)snprintf(path, sizeof path, "/stellen/%.*s", SLICE_ARG(job->code));
    return staff_desk_url(d, path);
}

enum err
staff_desk_open(struct staff_desk *d, struct page *page, enum staff_part part)
{
    struct http_request *req = page->req;
    const struct web_app *app = req->app;

    *d = (struct staff_desk){.page = page};
    page->noindex = true;
    TRY(employee_organisation(&req->ctx, app->platform, req->actor, http_param(req, "code"),
                              &d->organisation));
    d->use = (struct employee_use){app->platform, req->actor, d->organisation.id, app->accounts};
    for (int i = 0; i < STAFF_PARTS; i++)
        d->links[d->links_len++] =
            (struct staff_link){PARTS[i].label, staff_desk_url(d, PARTS[i].path), i == (int)part};
    return OK;
}

/* --- units --------------------------------------------------------------- */

static const struct unit *
unit_of(const struct employee_book *book, struct unit_id id)
{
    for (int i = 0; i < book->units_len; i++) {
        if (book->units[i].id.n == id.n)
            return &book->units[i];
    }
    return NULL;
}

struct slice
staff_desk_unit_path(const struct staff_desk *d, const struct employee_book *book,
                     struct unit_id id)
{
    const struct unit *up[LEVELS_SHOWN_MAX];
    struct text t = text_init(d->page->req->arena, PATH_BYTES_MAX);
    struct slice path = SLICE("");
    int len = 0;

    for (const struct unit *u = unit_of(book, id); u != NULL && len < LEVELS_SHOWN_MAX;
         u = unit_of(book, u->parent))
        up[len++] = u;
    while (len > 0) {
        text_put(&t, up[--len]->name);
        text_puts(&t, len > 0 ? " \xe2\x80\xba " : "");
    }
    return text_end(&t, &path) == OK ? path : SLICE("");
}

static int
by_label(const void *a, const void *b)
{
    const struct choice *x = a;
    const struct choice *y = b;

    return slice_cmp(x->label, y->label);
}

enum err
staff_desk_units(const struct staff_desk *d, const struct employee_book *book,
                 struct unit_id chosen, struct choice **ret_choices, int *ret_len)
{
    struct arena *a = d->page->req->arena;
    struct choice *choices = arena_array(a, struct choice, (size_t)book->units_len + 1);

    if (choices == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < book->units_len; i++) {
        struct text t = text_init(a, 24);

        text_int(&t, book->units[i].id.n);
        TRY(text_end(&t, &choices[i].value));
        choices[i].label = staff_desk_unit_path(d, book, book->units[i].id);
        choices[i].note = SLICE("");
        choices[i].chosen = book->units[i].id.n == chosen.n;
    }
    if (book->units_len > 0)
        qsort(choices, (size_t)book->units_len, sizeof *choices, by_label);
    *ret_choices = choices;
    *ret_len = book->units_len;
    return OK;
}
