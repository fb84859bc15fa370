/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_check_history.h"

#include "web/check_owner.h"
#include "web/page.gen.h"
#include "web/route.h"

/* The drawing: 10 units a level, room for the numbers of the axes. */
enum { LEFT = 24, BOTTOM = 90, LEVEL_HEIGHT = 10, WIDTH = 480, STEP_MIN = 9, STEP_MAX = 96 };

static int
y_of(int level)
{
    return BOTTOM - LEVEL_HEIGHT * level;
}

/* The competence in one check; NULL when nothing was asked about it. */
static const struct check_found *
asked_in(const struct check_done *d, struct slice competence)
{
    for (int i = 0; i < d->found_len; i++)
        if (d->found[i].answers > 0 && slice_eq(d->found[i].competence, competence))
            return &d->found[i];
    return NULL;
}

static void
put_point(struct history_line *l, const struct check_done *d, const struct check_found *f)
{
    l->points[l->points_len] = (struct history_point){.number = l->points_len + 1,
                                                      .id = d->id.n,
                                                      .ended = d->ended,
                                                      .level = f->levels.likely,
                                                      .low = f->levels.low,
                                                      .high = f->levels.high,
                                                      .answers = f->answers,
                                                      .y = y_of(f->levels.likely),
                                                      .y_low = y_of(f->levels.low),
                                                      .y_high = y_of(f->levels.high)};
    l->points_len++;
}

/* The points beside each other, evenly: between two checks may lie a day or a year. */
static enum err
place(const struct page *page, struct history_line *l)
{
    struct text curve = text_init(page->req->arena, CHECK_RUNS_MAX * 16);
    int step = WIDTH / l->points_len;

    step = step > STEP_MAX ? STEP_MAX : step < STEP_MIN ? STEP_MIN : step;
    for (int i = 0; i < l->points_len; i++) {
        struct history_point *p = &l->points[i];

        p->x = LEFT + step * i + step / 2;
        text_printf(&curve, "%s%d,%d", i > 0 ? " " : "", p->x, p->y);
    }
    l->width = LEFT + step * l->points_len;
    l->first = l->points[0].level;
    l->last = l->points[l->points_len - 1].level;
    return text_end(&curve, &l->curve);
}

static enum err
put_line(const struct page *page, const struct check_history *h, const struct competence *c,
         struct page_check_history *p)
{
    struct history_line *l = &p->lines[p->lines_len];
    struct evidence pieces[CHECK_RUNS_MAX];
    struct evidence_level e;

    *l = (struct history_line){
        .name = page_name(page, c->name_de, c->name_en), .code = c->code, .scope = c->group};
    l->points = arena_array(page->req->arena, struct history_point, (size_t)h->len + 1);
    if (l->points == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < h->len; i++) {
        const struct check_found *f = asked_in(&h->done[i], c->code);

        if (f == NULL)
            continue;
        pieces[l->points_len] = check_evidence(f, day_of(h->done[i].ended));
        put_point(l, &h->done[i], f);
    }
    if (l->points_len == 0)
        return OK;
    e = evidence_weigh(pieces, l->points_len, day_of(page->req->ctx.now));
    l->level = e.level;
    l->refresh = e.refresh;
    l->newest = e.newest;
    p->lines_len++;
    return place(page, l);
}

enum err
page_check_history_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_CHECK);
    const struct framework *f = page.snap->catalogue->framework;
    struct check_history *h = arena_new(req->arena, struct check_history);
    struct check_desk desk = check_desk_of(req);
    struct page_check_history p = {.page = &page};

    p.lines = arena_array(req->arena, struct history_line, (size_t)f->competences_len + 1);
    if (h == NULL || p.lines == NULL)
        return ERR_LIMIT;
    TRY(check_history(&req->ctx, &desk, h));
    p.checks = h->len;
    for (int i = 0; i < f->competences_len; i++)
        TRY(put_line(&page, h, &f->competences[i], &p));
    page.title = page_say(&page, SAY_HISTORY_TITLE);
    page.noindex = true;
    PAGE_SEND(&page, res, page_check_history, &p);
}

enum err
page_check_delete_all(struct http_request *req, struct http_response *res)
{
    struct check_desk desk = check_desk_of(req);

    TRY(check_delete_all(&req->ctx, &desk));
    return http_redirect(res, SLICE("/check"));
}
