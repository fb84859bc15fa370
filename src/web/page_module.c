/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_module.h"

#include "domain/module_text.h"
#include "service/browse_service.h"
#include "service/learning_service.h"
#include "web/consent_owner.h"
#include "web/guest_data.h"
#include "web/page.gen.h"
#include "web/route.h"
#include "web/words.h"

static int
put_features(uint32_t bits, enum say_key *ret_keys)
{
    int len = 0;

    for (int a = 0; a < ACCESSIBILITIES; a++) {
        if (bits >> a & 1)
            ret_keys[len++] = words_accessibility((enum accessibility)a);
    }
    return len;
}

static enum err
put_run(struct page_module *p, const struct run *run)
{
    struct module_run *r = &p->runs[p->runs_len++];

    *r = (struct module_run){.run = run, .venue = browse_venue(p->page->snap, run->venue)};
    r->seats = card_seats_of(run);
    r->seats_free = run_seats_free(run);
    if (run->taken < run->seats_min)
        r->group_needs = run->seats_min;
    r->group_is_settled = run->seats_min > 0 && run->taken >= run->seats_min;
    if (r->venue != NULL) {
        r->venue_kind = words_venue(r->venue->kind);
        r->features_len = put_features(r->venue->accessibility, r->features);
    }
    r->sessions =
        arena_array(p->page->req->arena, struct module_session, (size_t)run->sessions_len + 1);
    if (r->sessions == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < run->sessions_len; i++)
        r->sessions[r->sessions_len++] = (struct module_session){
            words_weekday(day_weekday(run->sessions[i].day)), &run->sessions[i]};
    return OK;
}

static enum err
put_runs(struct page_module *p)
{
    const struct module *m = p->module;

    p->runs = arena_array(p->page->req->arena, struct module_run, (size_t)m->runs_len + 1);
    if (p->runs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->runs_len; i++) {
        if (browse_run_is_open(p->page->snap, &m->runs[i]))
            TRY(put_run(p, &m->runs[i]));
    }
    return OK;
}

static struct module_lift
make_lift(const struct page *page, const struct competence *c, uint8_t from, uint8_t to)
{
    return (struct module_lift){
        .name = page_name(page, c->name_de, c->name_en),
        .code = c->code,
        .from = from,
        .to = to,
        .from_word = words_level(from),
        .to_word = words_level(to),
        .text = c->band_text[competence_band(to)],
    };
}

static enum err
put_levels(struct page_module *p)
{
    const struct module *m = p->module;
    struct arena *a = p->page->req->arena;

    p->gives = arena_array(a, struct module_lift, (size_t)m->gives_len + 1);
    p->needs = arena_array(a, struct module_lift, (size_t)m->needs_len + 1);
    if (p->gives == NULL || p->needs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->gives_len; i++) {
        const struct competence *c = browse_competence(p->page->snap, m->gives[i].competence);

        if (c != NULL)
            p->gives[p->gives_len++] = make_lift(p->page, c, m->gives[i].from, m->gives[i].to);
    }
    for (int i = 0; i < m->needs_len; i++) {
        const struct competence *c = browse_competence(p->page->snap, m->needs[i].competence);

        if (c != NULL)
            p->needs[p->needs_len++] = make_lift(p->page, c, 0, m->needs[i].level);
    }
    return OK;
}

static struct module_link
make_link(const struct page *page, const struct module *m)
{
    return (struct module_link){
        .url = page_module_url(page, m),
        .title = m->title,
        .language = m->language,
        .format = words_format(m->format),
        .format_code = module_format_code(m->format),
        .icon = words_format_icon(m->format),
        .within_weeks = m->follow_within_weeks,
    };
}

static void
put_before(struct page_module *p, struct module_id id)
{
    const struct module *before = browse_module(p->page->snap, id);

    if (before == NULL)
        return;
    p->links[p->links_len] = make_link(p->page, before);
    p->links[p->links_len++].is_before = true;
}

static void
put_links(struct page_module *p)
{
    const struct module *m = p->module;
    const struct module *after[BROWSE_SUCCESSORS_MAX];
    int after_len = browse_successors(p->page->snap, m, BROWSE_SUCCESSORS_MAX, after);

    put_before(p, m->chain_after);
    if (m->follows.n != m->chain_after.n)
        put_before(p, m->follows);
    for (int i = 0; i < after_len && p->links_len < MODULE_NEIGHBOURS_MAX; i++)
        p->links[p->links_len++] = make_link(p->page, after[i]);
    for (int i = 0; i < m->excludes_len && p->twins_len < MODULE_NEIGHBOURS_MAX; i++) {
        const struct module *twin = browse_module(p->page->snap, m->excludes[i]);

        if (twin != NULL && browse_is_offered(p->page->snap, twin))
            p->twins[p->twins_len++] = make_link(p->page, twin);
    }
}

static void
put_audience(struct page_module *p)
{
    const struct module *m = p->module;
    const struct catalogue *c = p->page->snap->catalogue;

    for (int i = 0; i < m->target_groups_len && p->jobs_len < MODULE_JOBS_MAX; i++) {
        const struct job_profile *job = browse_job(p->page->snap, m->target_groups[i]);

        if (job != NULL)
            p->jobs[p->jobs_len++] = page_name(p->page, job->name_de, job->name_en);
    }
    for (int i = 0; i < c->topics_len && p->topics_len < TOPICS_MAX; i++) {
        const struct topic *t = &c->topics[i];

        if (m->topics & topic_bit(t->id))
            p->topics[p->topics_len++] =
                (struct crumb){page_name(p->page, t->name_de, t->name_en),
                               page_url(p->page, "/suche", "thema", t->code)};
    }
}

/* The person's three summands that give most of their points, and what speaks against it. */
static void
put_reasons(const struct page *page, struct module_fit *fit)
{
    bool used[SUMMANDS] = {false};

    while (fit->reasons_len < (int)ARRAY_LEN(fit->reasons)) {
        int best = -1;

        for (int s = 0; s < SUMMANDS; s++) {
            if (!used[s] && MATCH_WEIGHTS.side[s] == SIDE_PERSON &&
                fit->match.summands[s].points > 0 &&
                (best < 0 || fit->match.summands[s].points > fit->match.summands[best].points))
                best = s;
        }
        if (best < 0)
            break;
        used[best] = true;
        fit->reasons[fit->reasons_len++] = match_words_summand((enum match_summand)best);
    }
    for (int i = 0; i < fit->match.against_len && i < (int)ARRAY_LEN(fit->against); i++)
        fit->against[fit->against_len++] = match_words_against(page, &fit->match.against[i]);
}

static enum err
put_fit(struct page_module *p)
{
    struct http_request *req = p->page->req;
    const struct web_app *app = req->app;
    struct module_fit *fit = &p->fit;
    struct situation situation;

    if (!guest_data_has_key(req))
        return OK;
    TRY(guest_situation_load(&req->ctx, app->platform, guest_data_key(req), &situation,
                             &fit->known));
    if (!fit->known)
        return OK;
    TRY(learning_match_one(&req->ctx, p->page->snap, &situation, p->module, &fit->match));
    fit->out = match_words_out(p->page, &fit->match);
    if (fit->match.out == MATCH_IN)
        put_reasons(p->page, fit);
    p->note = fixed_note_of(p->page, &situation, page_module_url(p->page, p->module));
    if (p->offered)
        p->buttons =
            fixed_buttons_of(p->page, &situation, p->module, page_module_url(p->page, p->module));
    return OK;
}

/* The run for the facts beside: the first that still has a seat, else the first. */
static const struct run *
next_run(const struct page_module *p)
{
    for (int i = 0; i < p->runs_len; i++) {
        if (p->runs[i].seats != SEATS_NONE)
            return p->runs[i].run;
    }
    return p->runs_len > 0 ? p->runs[0].run : NULL;
}

static struct slice
seal_url(const struct page *page, const struct module *m)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url = SLICE("");

    text_put(&t, page_module_url(page, m));
    text_puts(&t, "/guetesiegel");
    return text_end(&t, &url) == OK ? url : SLICE("");
}

static void
put_words(struct page_module *p)
{
    const struct module *m = p->module;

    p->provider = browse_provider(p->page->snap, m->provider);
    if (p->provider != NULL) {
        p->provider_kind = words_provider(p->provider->kind);
        p->provider_url = page_url(p->page, "/suche", "anbieter", p->provider->code);
    }
    if (m->certification.by.len > 0)
        p->seal_url = seal_url(p->page, m);
    p->kind = words_kind(m->kind);
    p->certificate = words_certificate(m->certificate);
    p->language = words_language(m->language);
    p->features_len = put_features(m->accessibility, p->features);
    p->offered = p->is_preview || browse_is_offered(p->page->snap, m);
    p->crumbs.crumbs[0] = (struct crumb){page_say(p->page, SAY_LAYOUT_NAV_SEARCH), SLICE("/suche")};
    p->crumbs.crumbs[1].label = m->title;
    p->crumbs.crumbs_len = 2;
}

static enum err
put_all(struct page_module *p)
{
    struct slice description;

    put_words(p);
    TRY(put_runs(p));
    TRY(put_levels(p));
    put_links(p);
    put_audience(p);
    TRY(module_text(p->module, p->page->req->arena, MODULE_SUMMARY, &p->summary));
    TRY(module_text(p->module, p->page->req->arena, MODULE_DESCRIPTION, &description));
    TRY(prose_parse(p->page->req->arena, description, &p->prose));
    return module_card_make(p->page, p->module, next_run(p), -1, &p->card);
}

/* LEARN-12 */
static void
note_opened(const struct page_module *p)
{
    struct http_request *req = p->page->req;
    const struct web_app *app = req->app;
    struct experience_person person = consent_experience_of(req);

    experience_note_did(&req->ctx, app->platform, &person,
                        (struct experience_did){DEED_OPENED, &p->module->id, 1});
}

enum err
page_module_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
    struct page_module *p = arena_new(req->arena, struct page_module);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = &page;
    p->module = browse_module_by_code(page.snap, http_param(req, "code"));
    if (p->module == NULL)
        return http_error(res, 404, page_say(&page, SAY_ERROR_NO_MODULE));
    TRY(put_all(p));
    TRY(put_fit(p));
    if (p->fit.known)
        note_opened(p);
    res->is_personal = res->is_personal || p->fit.known;
    page.title = p->module->title;
    PAGE_SEND(&page, res, page_module, p);
}

enum err
page_module_preview(struct page *page, struct http_response *res, const struct module *m,
                    const struct venue *venues)
{
    struct page_module *p = arena_new(page->req->arena, struct page_module);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = page;
    p->module = m;
    p->is_preview = true;
    TRY(put_all(p));
    for (int i = 0; i < p->runs_len; i++) {
        const struct venue *v = &venues[p->runs[i].run - m->runs];

        if (v->code.len == 0)
            continue;
        p->runs[i].venue = v;
        p->runs[i].venue_kind = words_venue(v->kind);
        if (p->card.run == p->runs[i].run) {
            p->card.city = v->city;
            p->card.venue = v->name;
        }
    }
    page->title = m->title;
    PAGE_SEND(page, res, page_module, p);
}
