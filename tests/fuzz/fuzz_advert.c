/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Job advertisements with the phrases the program brings: every quote is a piece of the text,
 * levels and weights are in range, a proposal can be saved as a profile. The first byte chooses:
 * '#' reads the rest as a file of phrases.
 */
#include "base/unicode.h"
#include "fuzz.h"
#include "service/advert_service.h"

static void
quotes_hold(const struct advert_need *n)
{
    MUST(n->quotes_len >= 1 && n->quotes_len <= ADVERT_QUOTES_MAX && n->quotes_len <= n->sentences);
    for (int i = 0; i < n->quotes_len; i++) {
        const struct advert_quote *q = &n->quotes[i];

        MUST(q->sentence.len > 0 && unicode_is_valid(q->sentence));
        MUST(slice_find(q->sentence, q->words) < q->sentence.len);
        MUST(q->level_words.len == 0 || slice_find(q->sentence, q->level_words) < q->sentence.len);
        MUST((q->level == 0) == (q->level_words.len == 0) && q->level <= LEVEL_MAX);
    }
}

static void
proposal_holds(const struct advert_base *base, const struct advert_proposal *p)
{
    bool seen[COMPETENCES_MAX] = {false};

    MUST(p->seen <= p->needs_len && p->needs_len <= base->framework->competences_len);
    MUST(p->jobs_len <= ADVERT_JOBS_SHOWN && p->base_level >= 1 && p->base_level <= LEVEL_MAX);
    for (int i = 0; i < p->needs_len; i++) {
        const struct advert_need *n = &p->needs[i];

        MUST(!seen[n->competence->id.n]);
        seen[n->competence->id.n] = true;
        MUST(n->level >= 1 && n->level <= LEVEL_MAX);
        MUST(n->weight >= 1 && n->weight <= JOB_WEIGHT_MAX);
        MUST((n->strength == ADVERT_WEAK) == (i >= p->seen));
        quotes_hold(n);
    }
    for (int i = 0; i < p->left_out_len; i++)
        MUST(unicode_is_valid(p->left_out[i].sentence));
    for (int i = 0; i < p->jobs_len; i++)
        MUST(p->jobs[i].shared >= 1 && p->jobs[i].shared <= p->seen);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct advert_base base = {.jobs_len = 0};
    struct advert_proposal p = {.title = SLICE("")};
    int phrases = 0;
    enum err e;

    MUST(a != NULL);
    MUST(advert_library(&ctx, &base) == OK);
    if (size > 0 && data[0] == '#') {
        base.phrases = fuzz_slice(data, size);
        e = advert_check(&ctx, &base, &phrases);
        MUST(e == OK || e == ERR_INVALID || e == ERR_LIMIT);
        if (e == OK) {
            e = advert_propose(&ctx, &base, base.phrases, &p);
            MUST(e == OK || e == ERR_LIMIT);
        }
    } else {
        e = advert_propose(&ctx, &base, fuzz_slice(data, size), &p);
        MUST(e == OK || e == ERR_INVALID || e == ERR_LIMIT);
        if (e == OK)
            proposal_holds(&base, &p);
    }
    arena_close(a);
    return 0;
}
