/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/match_words.h"

#include "service/browse_service.h"
#include "web/words.h"

enum { SENTENCE_BYTES_MAX = 4096 };

enum say_key
match_words_summand(enum match_summand s)
{
    static const enum say_key keys[SUMMANDS] = {
        [SUMMAND_GAP] = SAY_MATCH_SUMMAND_GAP,
        [SUMMAND_LEVEL] = SAY_MATCH_SUMMAND_LEVEL,
        [SUMMAND_INTEREST] = SAY_MATCH_SUMMAND_INTEREST,
        [SUMMAND_AUDIENCE] = SAY_MATCH_SUMMAND_AUDIENCE,
        [SUMMAND_EFFORT] = SAY_MATCH_SUMMAND_EFFORT,
        [SUMMAND_PLACE] = SAY_MATCH_SUMMAND_PLACE,
        [SUMMAND_PRICE] = SAY_MATCH_SUMMAND_PRICE,
        [SUMMAND_START] = SAY_MATCH_SUMMAND_START,
        [SUMMAND_FORMAT] = SAY_MATCH_SUMMAND_FORMAT,
        [SUMMAND_TARGET] = SAY_MATCH_SUMMAND_TARGET,
        [SUMMAND_BUDGET] = SAY_MATCH_SUMMAND_BUDGET,
        [SUMMAND_TIMING] = SAY_MATCH_SUMMAND_TIMING,
        [SUMMAND_COVER] = SAY_MATCH_SUMMAND_COVER,
        [SUMMAND_ENTRY] = SAY_MATCH_SUMMAND_ENTRY,
        [SUMMAND_GROUP] = SAY_MATCH_SUMMAND_GROUP,
        [SUMMAND_QUALITY] = SAY_MATCH_SUMMAND_QUALITY,
    };

    assert(s < SUMMANDS);
    return keys[s];
}

enum say_key
match_words_side(enum match_side s)
{
    static const enum say_key keys[MATCH_SIDES] = {
        [SIDE_PERSON] = SAY_MATCH_SIDE_PERSON,
        [SIDE_EMPLOYER] = SAY_MATCH_SIDE_EMPLOYER,
        [SIDE_PROVIDER] = SAY_MATCH_SIDE_PROVIDER,
    };

    assert(s < MATCH_SIDES);
    return keys[s];
}

static struct slice
sentence(const struct page *page, enum say_key key, const struct say_arg *args, size_t args_len)
{
    struct text t = text_init(page->req->arena, SENTENCE_BYTES_MAX);
    struct slice s;

    say_put(&t, page->lang, key, args, args_len);
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

static struct slice
sentence_1(const struct page *page, enum say_key key, struct say_arg arg)
{
    return sentence(page, key, &arg, 1);
}

static struct slice
competence_name(const struct page *page, struct competence_id id)
{
    const struct competence *c = browse_competence(page->snap, id);

    return c == NULL ? (struct slice){"", 0} : page_name(page, c->name_de, c->name_en);
}

/* Those that name a competence, the level of the block and the person's own. */
static struct slice
against_level(const struct page *page, const struct match_objection *o, enum say_key key)
{
    struct say_arg args[] = {
        SAY_AS_TEXT(competence_name(page, o->competence)),
        SAY_AS_INT(o->value),
        SAY_AS_INT(o->held),
    };

    return sentence(page, key, args, ARRAY_LEN(args));
}

struct slice
match_words_against(const struct page *page, const struct match_objection *o)
{
    switch (o->what) {
    case AGAINST_PREREQUISITE:
        return against_level(page, o,
                             o->reachable ? SAY_MATCH_AGAINST_PREREQUISITE_REACHABLE
                                          : SAY_MATCH_AGAINST_PREREQUISITE);
    case AGAINST_LEVEL_TOO_HIGH:
        return against_level(page, o, SAY_MATCH_AGAINST_LEVEL_TOO_HIGH);
    case AGAINST_LEVEL_TOO_LOW:
        return page_say(page, SAY_MATCH_AGAINST_LEVEL_TOO_LOW);
    case AGAINST_NO_GAP:
        return page_say(page, SAY_MATCH_AGAINST_NO_GAP);
    case AGAINST_AUDIENCE:
        return page_say(page, SAY_MATCH_AGAINST_AUDIENCE);
    case AGAINST_DEAR:
        return sentence_1(page, SAY_MATCH_AGAINST_DEAR, SAY_AS_EURO((struct cents){o->value}));
    case AGAINST_FAR:
        return sentence_1(page, SAY_MATCH_AGAINST_FAR, SAY_AS_INT(o->value));
    case AGAINST_STARTS_LATE:
        return sentence_1(page, SAY_MATCH_AGAINST_STARTS_LATE,
                          SAY_AS_DAY((struct day){(int32_t)o->value}));
    case AGAINST_FEW_SEATS:
        return sentence_1(page, SAY_MATCH_AGAINST_FEW_SEATS, SAY_AS_INT(o->value));
    case AGAINST_GROUP:
        return sentence_1(page, SAY_MATCH_AGAINST_GROUP, SAY_AS_INT(o->value));
    case AGAINST_LONG:
        return sentence_1(page, SAY_MATCH_AGAINST_LONG, SAY_AS_INT(o->value));
    case AGAINST_LANGUAGE:
        return page_say(page, SAY_MATCH_AGAINST_LANGUAGE);
    case AGAINST_NOT_CERTIFIED:
        return page_say(page, SAY_MATCH_AGAINST_NOT_CERTIFIED);
    case AGAINST_NO_CERTIFICATE:
        return page_say(page, SAY_MATCH_AGAINST_NO_CERTIFICATE);
    case AGAINSTS:
        break;
    }
    return (struct slice){"", 0};
}

/* The features of a bit set, by comma. */
static struct slice
features(const struct page *page, int64_t bits)
{
    struct text t = text_init(page->req->arena, SENTENCE_BYTES_MAX);
    struct slice s;

    for (int a = 0; a < ACCESSIBILITIES; a++) {
        if (!(bits >> a & 1))
            continue;
        text_puts(&t, t.len > 0 ? ", " : "");
        say_puts(&t, page->lang, words_accessibility((enum accessibility)a));
    }
    return text_end(&t, &s) == OK ? s : (struct slice){"", 0};
}

struct slice
match_words_out(const struct page *page, const struct match *m)
{
    struct day day = {(int32_t)m->out_value};

    switch (m->out) {
    case MATCH_IN:
    case MATCH_OUTS:
        break;
    case MATCH_OUT_NOT_OFFERED:
        return page_say(page, SAY_MATCH_OUT_NOT_OFFERED);
    case MATCH_OUT_DROPPED:
        return page_say(page, SAY_MATCH_OUT_DROPPED);
    case MATCH_OUT_LANGUAGE:
        return page_say(page, SAY_MATCH_OUT_LANGUAGE);
    case MATCH_OUT_FORMAT:
        return page_say(page, SAY_MATCH_OUT_FORMAT);
    case MATCH_OUT_BUDGET:
        return sentence_1(page, SAY_MATCH_OUT_BUDGET, SAY_AS_EURO((struct cents){m->out_value}));
    case MATCH_OUT_EMPLOYER:
        return page_say(page, SAY_MATCH_OUT_EMPLOYER);
    case MATCH_OUT_VOUCHER:
        return page_say(page, SAY_MATCH_OUT_VOUCHER);
    case MATCH_OUT_PREREQUISITE:
        return sentence_1(
            page, SAY_MATCH_OUT_PREREQUISITE,
            SAY_AS_TEXT(competence_name(page, (struct competence_id){(uint16_t)m->out_value})));
    case MATCH_OUT_ACCESSIBILITY:
        return sentence_1(page, SAY_MATCH_OUT_ACCESSIBILITY,
                          SAY_AS_TEXT(features(page, m->out_value)));
    case MATCH_OUT_FULL:
        return page_say(page, SAY_MATCH_OUT_FULL);
    case MATCH_OUT_DISTANCE:
        if (m->out_value < 0)
            return page_say(page, SAY_MATCH_OUT_DISTANCE_UNKNOWN);
        return sentence_1(page, SAY_MATCH_OUT_DISTANCE, SAY_AS_INT(m->out_value));
    case MATCH_OUT_DATES:
        return page_say(page, SAY_MATCH_OUT_DATES);
    case MATCH_OUT_BLOCKED_WEEK:
        return sentence_1(page, SAY_MATCH_OUT_BLOCKED_WEEK, SAY_AS_DAY(day));
    case MATCH_OUT_HALF_DAY:
        return sentence_1(page, SAY_MATCH_OUT_HALF_DAY, SAY_AS_DAY(day));
    case MATCH_OUT_WEEKLY_TIME:
        return sentence_1(page, SAY_MATCH_OUT_WEEKLY_TIME, SAY_AS_HOURS(m->out_value));
    }
    return (struct slice){"", 0};
}
