/* SPDX-License-Identifier: EUPL-1.2 */
/* What the sentences ask for: competences, their levels and weights. */
#include <stdlib.h>

#include "engine/advert_parts.h"

/* ADVERT-7: points of a sentence, and from how many on a competence is seen, or clear. */
enum { POINTS_PHRASE = 2, POINTS_HINT = 1, POINTS_TITLE = 1, POINTS_SEEN = 2, POINTS_CLEAR = 4 };
/* ADVERT-8 */
enum { WEIGHT_WISH = 2, WEIGHT_ONCE = 3, WEIGHT_TWICE = 4, SENTENCES_CORE = 3 };

struct counter {
    struct advert_proposal *p;
    struct advert_need *of[COMPETENCES_MAX];
    int points[COMPETENCES_MAX];
    bool in_title[COMPETENCES_MAX];
    int duties[COMPETENCES_MAX]; /* sentences that are no wishes */
};

/* --- levels -------------------------------------------------------------- */

static int
words_of(const struct advert_found *f)
{
    return (int)(f->to - f->from);
}

/* ADVERT-5: whether words of a level speak of a phrase, from before it or from behind. */
static bool
speaks_of(const struct advert_sentence *s, const struct advert_found *level,
          const struct advert_found *hit)
{
    const struct advert_word *l = &s->words[level->from];
    const struct advert_word *h = &s->words[hit->from];
    bool near = level->phrase->near || hit->phrase->near;

    if (level->from <= hit->to)
        return !near || l->clause == h->clause;
    return near ? l->piece == h->piece : l->clause == h->clause;
}

/*
 * Of two that speak of it: where they share words, the longer one says more; one before it is
 * nearer than one behind; between the same commas the higher counts, else the later.
 */
static bool
is_nearer(const struct advert_sentence *s, const struct advert_found *a,
          const struct advert_found *b, const struct advert_found *hit)
{
    bool a_before = a->from <= hit->to;
    bool b_before = b->from <= hit->to;

    if (a->from <= b->to && b->from <= a->to)
        return words_of(a) > words_of(b);
    if (a_before != b_before)
        return a_before;
    if (s->words[a->from].clause == s->words[b->from].clause &&
        a->phrase->level != b->phrase->level)
        return a->phrase->level > b->phrase->level;
    return a_before ? a->from > b->from : a->from < b->from;
}

static const struct advert_found *
level_of(const struct advert_sentence *s, const struct advert_found *hit)
{
    const struct advert_found *best = NULL;

    for (int i = 0; i < s->found_len; i++) {
        const struct advert_found *l = &s->found[i];

        if (l->phrase->list == ADVERT_LIST_LEVEL && speaks_of(s, l, hit) &&
            (best == NULL || is_nearer(s, l, best, hit)))
            best = l;
    }
    return best;
}

/* ADVERT-6: "idealerweise" makes a wish of what follows, "von Vorteil" of the whole sentence. */
static bool
is_wish(const struct advert_sentence *s, const struct advert_found *hit)
{
    if (s->part == ADVERT_WISHES)
        return true;
    for (int i = 0; i < s->found_len; i++) {
        const struct advert_found *w = &s->found[i];

        if (w->phrase->list == ADVERT_LIST_WISH && (!w->phrase->near || w->from <= hit->to))
            return true;
    }
    return false;
}

/* --- quotes -------------------------------------------------------------- */

static struct advert_quote
quote_of(const struct advert_sentence *s, const struct advert_found *hit)
{
    const struct advert_found *level = level_of(s, hit);
    struct advert_quote q = {.sentence = s->s.text,
                             .words = advert_found_text(s, hit),
                             .part = s->part,
                             .wish = is_wish(s, hit),
                             .weak = hit->phrase->weak};

    if (level != NULL) {
        q.level = level->phrase->level;
        q.level_words = advert_found_text(s, level);
    }
    return q;
}

/* Of two phrases of one sentence for one competence: the one that says more. */
static bool
says_more(const struct advert_quote *a, const struct advert_quote *b)
{
    if (a->weak != b->weak)
        return !a->weak;
    if (a->wish != b->wish)
        return !a->wish;
    return a->level > b->level;
}

static bool
is_same_sentence(const struct advert_need *n, const struct advert_quote *q)
{
    return n->quotes_len > 0 && n->quotes[n->quotes_len - 1].sentence.at == q->sentence.at;
}

static void
take_level(struct advert_need *n, const struct advert_quote *q)
{
    bool better = n->level_from != ADVERT_LEVEL_WORDS || (n->wish && !q->wish) ||
                  (n->wish == q->wish && q->level > n->level);

    if (q->level == 0 || !better)
        return;
    n->level_from = ADVERT_LEVEL_WORDS;
    n->level = q->level;
    n->level_words = q->level_words;
    n->wish = q->wish; /* of the sentence that the level is from, until all are read */
}

/* All phrases of one sentence for one competence count once. */
static void
count_sentence(struct counter *c, const struct advert_sentence *s, const struct competence *of)
{
    struct advert_need *n = c->of[of->id.n];
    struct advert_quote best = {.weak = true};
    bool any = false;

    for (int i = 0; i < s->found_len; i++) {
        struct advert_quote q;

        if (s->found[i].phrase->list != ADVERT_LIST_COMPETENCE ||
            s->found[i].phrase->competence.n != of->id.n)
            continue;
        q = quote_of(s, &s->found[i]);
        if (!any || says_more(&q, &best))
            best = q;
        take_level(n, &q);
        any = true;
    }
    n->sentences++;
    c->points[of->id.n] +=
        (best.weak ? POINTS_HINT : POINTS_PHRASE) + (s->names_job && !best.weak ? POINTS_TITLE : 0);
    c->in_title[of->id.n] = c->in_title[of->id.n] || (s->names_job && !best.weak);
    c->duties[of->id.n] += !best.wish;
    if (n->quotes_len < ADVERT_QUOTES_MAX && !is_same_sentence(n, &best))
        n->quotes[n->quotes_len++] = best;
}

static void
read_sentence(struct counter *c, const struct advert_sentence *s, const struct framework *f)
{
    bool done[COMPETENCES_MAX] = {false};

    for (int i = 0; i < s->found_len; i++) {
        const struct advert_phrase *phrase = s->found[i].phrase;
        const struct competence *of;

        if (phrase->list != ADVERT_LIST_COMPETENCE || done[phrase->competence.n])
            continue;
        done[phrase->competence.n] = true;
        of = f->by_id[phrase->competence.n];
        if (of == NULL)
            continue;
        if (c->of[of->id.n] == NULL) {
            c->of[of->id.n] = &c->p->needs[c->p->needs_len++];
            *c->of[of->id.n] = (struct advert_need){.competence = of};
        }
        count_sentence(c, s, of);
    }
}

/* --- the whole ----------------------------------------------------------- */

static void
finish(struct counter *c, struct advert_need *n)
{
    uint16_t k = n->competence->id.n;
    int base = c->p->base_level;

    n->wish = c->duties[k] == 0;
    n->strength = c->points[k] >= POINTS_CLEAR  ? ADVERT_CLEAR
                  : c->points[k] >= POINTS_SEEN ? ADVERT_SEEN
                                                : ADVERT_WEAK;
    if (n->level_from != ADVERT_LEVEL_WORDS) {
        n->level = (uint8_t)(n->wish && base > 1 ? base - 1 : base);
        n->level_words = c->p->pay;
        n->level_from = c->p->pay.len > 0 ? ADVERT_LEVEL_PAY : ADVERT_LEVEL_BUILT_IN;
    }
    if (n->wish)
        n->weight = WEIGHT_WISH;
    else if (c->in_title[k] || c->duties[k] >= SENTENCES_CORE)
        n->weight = JOB_WEIGHT_MAX;
    else
        n->weight = c->duties[k] == 1 ? WEIGHT_ONCE : WEIGHT_TWICE;
}

static int
need_cmp(const void *va, const void *vb)
{
    const struct advert_need *a = va;
    const struct advert_need *b = vb;

    if (a->strength != b->strength)
        return a->strength > b->strength ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->competence->id.n < b->competence->id.n ? -1 : 1;
}

enum err
advert_needs(struct arena *a, const struct advert_text *t, const struct framework *f,
             struct advert_proposal *p)
{
    struct counter *c = arena_new(a, struct counter);

    p->needs = arena_array(a, struct advert_need, (size_t)f->competences_len + 1);
    if (c == NULL || p->needs == NULL)
        return ERR_LIMIT;
    c->p = p;
    for (int i = 0; i < t->len; i++) {
        if (t->at[i].use != ADVERT_READ)
            continue;
        p->read++;
        read_sentence(c, &t->at[i], f);
    }
    for (int i = 0; i < p->needs_len; i++) {
        finish(c, &p->needs[i]);
        p->seen += p->needs[i].strength != ADVERT_WEAK;
    }
    qsort(p->needs, (size_t)p->needs_len, sizeof *p->needs, need_cmp);
    return OK;
}
