/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/check_words.h"

#include "base/json_write.h"
#include "web/web_app.h"

static const enum say_key area_names[AREAS] = {SAY_CHECK_AREA_DIGITAL, SAY_CHECK_AREA_METHODICAL,
                                               SAY_CHECK_AREA_SOCIAL};

static const struct framework *
framework_of(const struct page *page)
{
    return page->snap->catalogue->framework;
}

struct slice
check_words_scope(const struct page *page, struct slice scope)
{
    const struct framework *f = framework_of(page);
    enum competence_area area;

    if (slice_is(scope, "job"))
        return page_say(page, SAY_CHECK_SCOPE_JOB);
    if (competence_area_parse(scope, &area) == OK)
        return page_say(page, area_names[area]);
    for (int i = 0; i < f->groups_len; i++)
        if (slice_eq(f->groups[i].code, scope))
            return page_name(page, f->groups[i].name_de, f->groups[i].name_en);
    return scope;
}

/* --- what can be chosen ------------------------------------------------------ */

static int
count_competences(const struct framework *f, struct slice scope)
{
    int n = 0;

    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];

        n += slice_eq(c->group, scope) || slice_is(scope, competence_area_code(c->area));
    }
    return n;
}

static void
put_scope(const struct page *page, struct page_check *p, struct slice value, int competences)
{
    struct slice sent = form_value(&page->req->form, "bereich");
    bool chosen = sent.len > 0 ? slice_eq(sent, value) : p->scopes_len == 0;

    if (competences > 0)
        p->scopes[p->scopes_len++] =
            (struct check_scope){value, check_words_scope(page, value), competences, chosen};
}

enum err
check_words_scopes(const struct page *page, const struct job_profile *job, struct page_check *p)
{
    const struct framework *f = framework_of(page);

    p->scopes = arena_array(page->req->arena, struct check_scope, 1 + AREAS + FRAMEWORK_GROUPS_MAX);
    if (p->scopes == NULL)
        return ERR_LIMIT;
    if (job != NULL)
        put_scope(page, p, SLICE("job"), job->targets_len);
    for (int a = 0; a < AREAS; a++) {
        struct slice area = slice_of(competence_area_code((enum competence_area)a));

        put_scope(page, p, area, count_competences(f, area));
        for (int i = 0; i < f->groups_len; i++)
            if ((int)f->groups[i].area == a)
                put_scope(page, p, f->groups[i].code, count_competences(f, f->groups[i].code));
    }
    return OK;
}

/* The drawing of templates/page_check.tmpl: a column every so many units, 40 units high at most. */
enum { BAR_STEP = 20, BAR_HEIGHT = 40 };

/* --- the result ------------------------------------------------------------- */

static int
percent(double chance)
{
    return (int)(chance * 100 + 0.5);
}

static void
put_bars(const struct check_found *f, struct check_line *line)
{
    for (int k = 0; k < CHECK_LEVELS; k++) {
        int height = (int)(f->levels.chance[k] * BAR_HEIGHT) + 1;

        line->bars[k] =
            (struct check_level_bar){.level = k,
                                     .x = BAR_STEP * k + 2,
                                     .x_frame = BAR_STEP * k + 1,
                                     .x_middle = BAR_STEP * k + BAR_STEP / 2,
                                     .y = BAR_HEIGHT + 2 - height,
                                     .height = height,
                                     .within = k >= f->levels.low && k <= f->levels.high,
                                     .target = k == f->target,
                                     .rated = k == f->rated};
    }
    line->bars_len = CHECK_LEVELS;
}

static void
put_sentences(const struct page *page, const struct competence *c, struct check_line *line)
{
    int band = line->likely > 0 ? competence_band((uint8_t)line->likely) : -1;

    if (band >= 0)
        line->can = c->band_text[band];
    if (band + 1 < BANDS)
        line->next = c->band_text[band + 1];
    line->search_url = page_url(page, "/suche", "q", c->name_de);
}

static void
put_line(const struct page *page, const struct check_found *f, struct page_check_result *p)
{
    const struct competence *c = framework_by_code(framework_of(page), f->competence);
    struct check_line *line = &p->lines[p->lines_len];

    if (c == NULL)
        return; /* of another framework: nothing can be said of it any more */
    *line = (struct check_line){.name = page_name(page, c->name_de, c->name_en),
                                .code = c->code,
                                .asked = f->answers > 0,
                                .answers = f->answers,
                                .likely = f->levels.likely,
                                .low = f->levels.low,
                                .high = f->levels.high,
                                .rated = f->rated,
                                .target = f->target,
                                .facets = f->facets};
    if (f->target > 0)
        line->reached = percent(check_level_reached(&f->levels, f->target));
    put_bars(f, line);
    put_sentences(page, c, line);
    p->lines_len++;
    p->asked_len += line->asked;
}

enum err
check_words_report(const struct page *page, const struct check_report *r,
                   struct page_check_result *p)
{
    p->lines = arena_array(page->req->arena, struct check_line, (size_t)r->found_len + 1);
    if (p->lines == NULL)
        return ERR_LIMIT;
    p->label = check_words_scope(page, r->scope);
    p->begun = r->begun;
    p->ended = r->ended;
    p->given = r->given;
    p->is_estimated = r->is_estimated;
    p->unknown = r->unknown;
    /* What was asked first; what was only inferred from it below. */
    for (int asked = 1; asked >= 0; asked--)
        for (int i = 0; i < r->found_len; i++)
            if ((r->found[i].answers > 0) == (asked == 1))
                put_line(page, &r->found[i], p);
    return OK;
}

static void
write_found(struct json_write *w, const struct page *page, const struct check_found *f,
            const struct irt_prior *prior)
{
    const struct competence *c = framework_by_code(framework_of(page), f->competence);

    json_write_object(w);
    json_write_member_text(w, "competence", f->competence);
    if (c != NULL)
        json_write_member_text(w, "name", page_name(page, c->name_de, c->name_en));
    json_write_member_int(w, "answers", f->answers);
    if (f->facets.len > 0)
        json_write_member_text(w, "asked_about", f->facets);
    if (f->rated >= 0)
        json_write_member_int(w, "rated", f->rated);
    if (f->target >= 0)
        json_write_member_int(w, "target", f->target);
    if (f->target > 0)
        json_write_member_double(w, "target_reached", check_level_reached(&f->levels, f->target),
                                 4);
    json_write_member_int(w, "level", f->levels.likely);
    json_write_member_int(w, "from", f->levels.low);
    json_write_member_int(w, "to", f->levels.high);
    json_write_key(w, "chances");
    json_write_array(w);
    for (int k = 0; k < CHECK_LEVELS; k++)
        json_write_double(w, f->levels.chance[k], 4);
    json_write_array_end(w);
    json_write_member_double(w, "prior_mean", prior->mean, 4);
    json_write_member_double(w, "prior_sd", prior->sd, 4);
    json_write_object_end(w);
}

static void
write_instant(struct json_write *w, const struct page *page, const char *key, struct instant at)
{
    struct text t = text_init(page->req->arena, 32);
    struct slice day = {0};

    instant_put_iso(&t, at);
    if (at.ms != 0 && text_end(&t, &day) == OK)
        json_write_member_text(w, key, day);
}

/* All the rest that is kept of the check: what was drawn before it began, and the answers. */
static void
write_kept(struct json_write *w, const struct page *page, const struct check_record *r)
{
    struct text t = text_init(page->req->arena, 32);
    struct slice seed = {0};

    text_printf(&t, "%016llx", (unsigned long long)r->seed);
    if (text_end(&t, &seed) == OK)
        json_write_member_text(w, "seed", seed);
    json_write_member_texts(w, "held_back", r->held_back, r->held_back_len);
    json_write_member_texts(w, "rare", r->rare, r->rare_len);
    json_write_member_texts(w, "recent", r->recent, r->recent_len);
    json_write_key(w, "answers");
    json_write_array(w);
    for (int g = 0; g < r->given_len; g++) {
        json_write_object(w);
        json_write_member_text(w, "item", r->given[g].item);
        json_write_member_int(w, "credit", r->given[g].credit);
        json_write_member_bool(w, "unknown", r->given[g].unknown);
        write_instant(w, page, "at", r->given[g].at);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

enum err
check_words_json(const struct page *page, const struct check_view *view, struct text *t)
{
    const struct check_record *r = &view->record;
    struct check_report report;
    struct json_write w = json_write_init(t);

    TRY(check_report_make(&page->req->ctx, view, &report));
    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-check-result/1"));
    json_write_member_text(&w, "scope", r->scope);
    json_write_member_text(&w, "about", check_words_scope(page, r->scope));
    write_instant(&w, page, "begun", r->begun);
    write_instant(&w, page, "ended", r->ended);
    json_write_member_bool(&w, "calibrated", !report.is_estimated); /* CHECK-2 */
    json_write_member_int(&w, "given", report.given);
    json_write_member_int(&w, "unknown", report.unknown);
    json_write_key(&w, "found");
    json_write_array(&w);
    for (int i = 0; i < report.found_len; i++)
        write_found(&w, page, &report.found[i], &r->subjects[i].prior);
    json_write_array_end(&w);
    write_kept(&w, page, r);
    json_write_object_end(&w);
    json_write_end(&w);
    return OK;
}
