/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_ranking.h"

#include "engine/match_learn.h"
#include "engine/search_weights.h"
#include "service/browse_service.h"
#include "web/match_words.h"
#include "web/page.gen.h"
#include "web/route.h"

static const struct ranking_count fields[] = {
    {SAY_RANKING_FIELD_TITLE, SEARCH_TITLE_WEIGHT},
    {SAY_RANKING_FIELD_COMPETENCES, SEARCH_COMPETENCES_WEIGHT},
    {SAY_RANKING_FIELD_PROVIDER, SEARCH_PROVIDER_WEIGHT},
    {SAY_RANKING_FIELD_TEXT, SEARCH_TEXT_WEIGHT},
};

static const struct ranking_count forms[] = {
    {SAY_RANKING_FORM_TYPED, 1},
    {SAY_RANKING_FORM_GENDER, SEARCH_OTHER_GENDER},
    {SAY_RANKING_FORM_SYNONYM, SEARCH_SYNONYM},
    {SAY_RANKING_FORM_APART, SEARCH_TAKEN_APART},
    {SAY_RANKING_FORM_BEGINNING, SEARCH_BEGINNING},
    {SAY_RANKING_FORM_NO_NOUN, SEARCH_NO_NOUN},
    {SAY_RANKING_FORM_FAMILY, SEARCH_DERIVED},
    {SAY_RANKING_FORM_GAP, SEARCH_GAP},
    {SAY_RANKING_FORM_ONE, SEARCH_CORRECTED_ONE},
    {SAY_RANKING_FORM_HINT, SEARCH_HINT},
    {SAY_RANKING_FORM_ABOUT, SEARCH_MODIFIER_ALONE},
    {SAY_RANKING_FORM_PART, SEARCH_COMPOUND_PART},
    {SAY_RANKING_FORM_INSIDE, SEARCH_INSIDE},
    {SAY_RANKING_FORM_TWO, SEARCH_CORRECTED_TWO},
    {SAY_RANKING_FORM_HEAD, SEARCH_HEAD_ALONE},
    {SAY_RANKING_FORM_GENERIC, SEARCH_GENERIC},
};

static const enum say_key side_words[MATCH_SIDES] = {
    [SIDE_PERSON] = SAY_RANKING_SIDE_PERSON,
    [SIDE_EMPLOYER] = SAY_RANKING_SIDE_EMPLOYER,
    [SIDE_PROVIDER] = SAY_RANKING_SIDE_PROVIDER,
};

/* When a summand gives all of its points, and when none: the two sentences of each. */
static const struct {
    enum say_key all;
    enum say_key none;
} sentences[SUMMANDS] = {
    [SUMMAND_GAP] = {SAY_RANKING_GAP_ALL, SAY_RANKING_GAP_NONE},
    [SUMMAND_LEVEL] = {SAY_RANKING_LEVEL_ALL, SAY_RANKING_LEVEL_NONE},
    [SUMMAND_INTEREST] = {SAY_RANKING_INTEREST_ALL, SAY_RANKING_INTEREST_NONE},
    [SUMMAND_EFFORT] = {SAY_RANKING_EFFORT_ALL, SAY_RANKING_EFFORT_NONE},
    [SUMMAND_FORMAT] = {SAY_RANKING_FORMAT_ALL, SAY_RANKING_FORMAT_NONE},
    [SUMMAND_PLACE] = {SAY_RANKING_PLACE_ALL, SAY_RANKING_PLACE_NONE},
    [SUMMAND_PRICE] = {SAY_RANKING_PRICE_ALL, SAY_RANKING_PRICE_NONE},
    [SUMMAND_START] = {SAY_RANKING_START_ALL, SAY_RANKING_START_NONE},
    [SUMMAND_QUALITY] = {SAY_RANKING_QUALITY_ALL, SAY_RANKING_QUALITY_NONE},
    [SUMMAND_TARGET] = {SAY_RANKING_TARGET_ALL, SAY_RANKING_TARGET_NONE},
    [SUMMAND_BUDGET] = {SAY_RANKING_BUDGET_ALL, SAY_RANKING_BUDGET_NONE},
    [SUMMAND_TIMING] = {SAY_RANKING_TIMING_ALL, SAY_RANKING_TIMING_NONE},
    [SUMMAND_COVER] = {SAY_RANKING_COVER_ALL, SAY_RANKING_COVER_NONE},
    [SUMMAND_AUDIENCE] = {SAY_RANKING_AUDIENCE_ALL, SAY_RANKING_AUDIENCE_NONE},
    [SUMMAND_ENTRY] = {SAY_RANKING_ENTRY_ALL, SAY_RANKING_ENTRY_NONE},
    [SUMMAND_GROUP] = {SAY_RANKING_GROUP_ALL, SAY_RANKING_GROUP_NONE},
};

/* The numbers of the sentence `all`, in its order; as many as it asks for are used. */
static void
all_args(enum match_summand s, struct say_arg args[SAY_ARGS_MAX])
{
    const struct match_weights *w = &MATCH_WEIGHTS;

    switch ((int)s) { /* most sentences have no number */
    case SUMMAND_GAP:
        args[0] = SAY_AS_INT(w->gap_full_weighted_levels);
        break;
    case SUMMAND_EFFORT:
        args[0] = SAY_AS_INT(w->effort_full_weeks);
        break;
    case SUMMAND_START:
        args[0] = SAY_AS_INT(w->start_full_days);
        break;
    case SUMMAND_QUALITY:
        args[0] = SAY_AS_INT(w->quality_certified_percent);
        args[1] = SAY_AS_INT(w->quality_graded_percent);
        args[2] = SAY_AS_INT(w->quality_participation_percent);
        args[3] = SAY_AS_INT(w->quality_accessible_percent);
        break;
    case SUMMAND_COVER:
        args[0] = SAY_AS_INT(w->cover_full_targets);
        break;
    default:
        break;
    }
}

static void
none_args(enum match_summand s, struct say_arg args[SAY_ARGS_MAX])
{
    const struct match_weights *w = &MATCH_WEIGHTS;

    switch ((int)s) {
    case SUMMAND_GAP:
        args[0] = SAY_AS_INT(w->certainty_rated_percent);
        args[1] = SAY_AS_INT(w->certainty_unrated_percent);
        break;
    case SUMMAND_LEVEL:
        args[0] = SAY_AS_INT(w->level_below_percent);
        args[1] = SAY_AS_INT(w->level_unsaid_percent);
        break;
    case SUMMAND_INTEREST:
        args[0] = SAY_AS_INT(w->interest_one_percent);
        break;
    case SUMMAND_EFFORT:
        args[0] = SAY_AS_INT(w->effort_none_weeks);
        args[1] = SAY_AS_INT(w->effort_unsaid_percent);
        break;
    case SUMMAND_PLACE:
        args[0] = SAY_AS_INT(w->place_none_km);
        args[1] = SAY_AS_INT(w->place_unknown_percent);
        break;
    case SUMMAND_PRICE:
    case SUMMAND_BUDGET:
        args[0] = SAY_AS_EURO(w->price_none);
        break;
    case SUMMAND_START:
        args[0] = SAY_AS_INT(w->start_none_days);
        break;
    case SUMMAND_TIMING:
        args[0] = SAY_AS_INT(2 * w->timing_half_days);
        break;
    case SUMMAND_AUDIENCE:
        args[0] = SAY_AS_INT(w->audience_open_percent);
        break;
    case SUMMAND_GROUP:
        args[0] = SAY_AS_INT(w->group_settled_percent);
        break;
    default:
        break;
    }
}

static void
put_sides(struct page_ranking *p)
{
    for (int side = 0; side < MATCH_SIDES; side++) {
        struct ranking_side *view = &p->sides[p->sides_len++];

        view->word = side_words[side];
        view->weight = MATCH_WEIGHTS.side_weight[side];
        p->weights_sum += view->weight;
        for (int s = 0; s < SUMMANDS; s++) {
            struct ranking_summand *summand = &view->summands[view->summands_len];
            struct say_arg args[SAY_ARGS_MAX] = {{SAY_TEXT, 0, 0, {NULL, 0}}};

            if ((int)MATCH_WEIGHTS.side[s] != side)
                continue;
            view->summands_len++;
            summand->word = match_words_summand((enum match_summand)s);
            for (int b = 0; b < MATCH_BASES; b++)
                summand->points[b] = MATCH_WEIGHTS.points[b][s];
            all_args((enum match_summand)s, args);
            summand->all =
                page_tell(p->page, sentences[s].all, args, say_key_args(sentences[s].all));
            none_args((enum match_summand)s, args);
            summand->none =
                page_tell(p->page, sentences[s].none, args, say_key_args(sentences[s].none));
        }
    }
}

static void
put_numbers(struct page_ranking *p)
{
    const struct match_side_score weak[MATCH_SIDES] = {
        [SIDE_PERSON] = {100, (uint8_t)MATCH_WEIGHTS.side_weight[SIDE_PERSON]},
        [SIDE_EMPLOYER] = {50, (uint8_t)MATCH_WEIGHTS.side_weight[SIDE_EMPLOYER]},
        [SIDE_PROVIDER] = {100, (uint8_t)MATCH_WEIGHTS.side_weight[SIDE_PROVIDER]},
    };

    p->w = &MATCH_WEIGHTS;
    p->fields = fields;
    p->fields_len = ARRAY_LEN(fields);
    p->forms = forms;
    p->forms_len = ARRAY_LEN(forms);
    p->seat_percent = (int)((SEARCH_SEAT_FACTOR - 1) * 100 + 0.5f);
    p->certified_percent = (int)((SEARCH_CERTIFIED_FACTOR - 1) * 100 + 0.5f);
    p->k1 = SEARCH_K1;
    p->b[0] = SEARCH_TITLE_B;
    p->b[1] = SEARCH_COMPETENCES_B;
    p->b[2] = SEARCH_PROVIDER_B;
    p->b[3] = SEARCH_TEXT_B;
    p->fused_of_weak_employer = (match_fuse(weak) + 50) / 100;
    p->diversity_cost = MATCH_WEIGHTS.diversity_cost_max / 100;
    p->learning_points = EXPERIENCE_POINTS_MAX;
    p->learning_people = EXPERIENCE_PEOPLE_MIN;
    p->learning_lists = EXPERIENCE_LISTS_PER_SESSION_MAX;
}

static void
put_deeds(struct page_ranking *p)
{
    static const enum say_key words[DEEDS] = {[DEED_OPENED] = SAY_RANKING_LEARNING_OPENED,
                                              [DEED_KEPT] = SAY_RANKING_LEARNING_KEPT,
                                              [DEED_BOOKED] = SAY_RANKING_LEARNING_BOOKED,
                                              [DEED_COMPLETED] = SAY_RANKING_LEARNING_COMPLETED};

    for (int i = DEED_OPENED; i < DEEDS; i++)
        p->deeds[p->deeds_len++] =
            (struct ranking_deed){words[i], (int)(MATCH_LEARNING.worth[i] * 100 + 0.5)};
}

/* The sides that are asked, each with its points. */
static void
put_example_sides(struct page_ranking *p, const struct match *m)
{
    for (int side = 0; side < MATCH_SIDES; side++) {
        struct ranking_example_side *view = &p->example.sides[p->example.sides_len];

        if (m->sides[side].weight == 0)
            continue;
        p->example.sides_len++;
        view->word = page_say(p->page, side_words[side]);
        view->score = m->sides[side].score;
        for (int s = 0; s < SUMMANDS; s++) {
            if ((int)MATCH_WEIGHTS.side[s] == side && m->summands[s].points_max > 0)
                view->points[view->points_len++] =
                    (struct ranking_point){match_words_summand((enum match_summand)s),
                                           m->summands[s].points, m->summands[s].points_max};
        }
    }
}

/* Two sides are asked of somebody without an employer. */
static enum err
put_worked_out(struct page_ranking *p, const struct match *m)
{
    const struct match_side_score *mine = &m->sides[SIDE_PERSON];
    const struct match_side_score *theirs = &m->sides[SIDE_PROVIDER];
    struct text t = text_init(p->page->req->arena, 64);
    struct slice fused = {0};

    if (p->example.sides_len != 2 || mine->weight == 0 || theirs->weight == 0)
        return OK;
    text_printf(&t, "%d%s%02d", m->fused / 100, p->page->lang == LANG_DE ? "," : ".",
                m->fused % 100);
    TRY(text_end(&t, &fused));
    p->example.worked_out = page_tell(p->page, SAY_RANKING_EXAMPLE_TWO,
                                      SAY_ARGS(SAY_AS_INT(mine->weight), SAY_AS_INT(mine->score),
                                               SAY_AS_INT(theirs->weight),
                                               SAY_AS_INT(theirs->score), SAY_AS_TEXT(fused)));
    return OK;
}

static enum err
put_example(struct page_ranking *p)
{
    struct match *m = arena_new(p->page->req->arena, struct match);
    const struct job_profile *job = NULL;
    enum err e;

    if (m == NULL)
        return ERR_LIMIT;
    e = learning_example(&p->page->req->ctx, p->page->snap, &job, m);
    if (e == ERR_NOT_FOUND)
        return OK; /* nothing is on offer: the page says so */
    TRY(e);
    p->example.match = m;
    p->example.job = page_name(p->page, job->name_de, job->name_en);
    p->example.url = page_module_url(p->page, m->module);
    put_example_sides(p, m);
    return put_worked_out(p, m);
}

enum err
page_ranking_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    struct page_ranking *p = arena_new(req->arena, struct page_ranking);

    if (p == NULL)
        return ERR_LIMIT;
    p->page = &page;
    page.title = page_say(&page, SAY_RANKING_TITLE);
    p->crumbs.crumbs[0].label = page.title;
    p->crumbs.crumbs_len = 1;
    p->model = page.snap->experience_model;
    p->collects = platform_collects(((const struct web_app *)req->app)->platform);
    put_numbers(p);
    put_sides(p);
    put_deeds(p);
    TRY(put_example(p));
    PAGE_SEND(&page, res, page_ranking, p);
}
