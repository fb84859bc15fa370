/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/certification.h"

static const char *const STATES[CERTIFICATION_STATES] = {
    [CERTIFICATION_ASKED] = "asked",           [CERTIFICATION_GRANTED] = "granted",
    [CERTIFICATION_CONDITIONS] = "conditions", [CERTIFICATION_REFUSED] = "refused",
    [CERTIFICATION_LAPSED] = "lapsed",         [CERTIFICATION_WITHDRAWN] = "withdrawn",
};
static const char *const WORDS[VERDICTS] = {
    [VERDICT_MET] = "met", [VERDICT_PARTLY] = "partly", [VERDICT_UNMET] = "unmet"};

const char *
certification_state_code(enum certification_state s)
{
    return STATES[s];
}

enum err
certification_state_parse(struct slice code, enum certification_state *ret_state)
{
    for (int i = 0; i < CERTIFICATION_STATES; i++) {
        if (slice_is(code, STATES[i])) {
            *ret_state = (enum certification_state)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *
certification_verdict_code(enum verdict v)
{
    return WORDS[v];
}

enum err
certification_verdict_parse(struct slice code, enum verdict *ret_verdict)
{
    for (int i = 0; i < VERDICTS; i++) {
        if (slice_is(code, WORDS[i])) {
            *ret_verdict = (enum verdict)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

bool
certification_is_seal(enum certification_state s)
{
    return s == CERTIFICATION_GRANTED || s == CERTIFICATION_CONDITIONS;
}

bool
certification_may_follow(enum certification_state from, enum certification_state to)
{
    if (from == CERTIFICATION_ASKED)
        return certification_is_seal(to) || to == CERTIFICATION_REFUSED ||
               to == CERTIFICATION_LAPSED;
    return certification_is_seal(from) &&
           (to == CERTIFICATION_LAPSED || to == CERTIFICATION_WITHDRAWN);
}

bool
certification_verdict(const struct certification_review *reviews, int len, int criterion,
                      enum verdict *ret_verdict)
{
    int count[VERDICTS] = {0};
    int below = 0;

    assert(len >= CERTIFY_REVIEWS_MIN && len <= CERTIFY_REVIEWS_MAX);
    for (int i = 0; i < len; i++)
        count[reviews[i].judgements[criterion].verdict]++;
    if (len == 2) {
        *ret_verdict = count[VERDICT_UNMET] > 0    ? VERDICT_UNMET
                       : count[VERDICT_PARTLY] > 0 ? VERDICT_PARTLY
                                                   : VERDICT_MET;
        return count[VERDICT_MET] == 0 || count[VERDICT_UNMET] == 0;
    }
    for (int v = 0; v < VERDICTS; v++) {
        below += count[v];
        if (2 * below > len) {
            *ret_verdict = (enum verdict)v;
            break;
        }
    }
    return true;
}

enum certification_state
certification_outcome(const struct criteria *c, const struct certification_review *reviews, int len)
{
    int unmet = 0;
    bool conditions = false;
    bool refused = false;

    if (len < CERTIFY_REVIEWS_MIN)
        return CERTIFICATION_ASKED;
    for (int i = 0; i < c->len; i++) {
        enum verdict v = VERDICT_UNMET;

        if (!certification_verdict(reviews, len, i, &v))
            return CERTIFICATION_ASKED;
        unmet += v == VERDICT_UNMET;
        refused |= v == VERDICT_UNMET && c->at[i].required;
        conditions |= v == VERDICT_UNMET || (v == VERDICT_PARTLY && c->at[i].required);
    }
    if (refused || 3 * unmet > c->len)
        return CERTIFICATION_REFUSED;
    return conditions ? CERTIFICATION_CONDITIONS : CERTIFICATION_GRANTED;
}

struct day
certification_last_day(enum certification_state outcome, struct day first)
{
    assert(certification_is_seal(outcome));
    return day_plus(
        first, (outcome == CERTIFICATION_GRANTED ? CERTIFY_DAYS : CERTIFY_DAYS_CONDITIONS) - 1);
}

bool
certification_may_judge(const struct certification_request *c,
                        const struct certification_review *reviews, int len,
                        const struct actor *actor)
{
    if (actor == NULL || c->state != CERTIFICATION_ASKED || len >= CERTIFY_REVIEWS_MAX)
        return false;
    for (int i = 0; i < actor->grants_len; i++) {
        if (actor->grants[i].organisation.n == c->organisation.n)
            return false;
    }
    for (int i = 0; i < len; i++) {
        if (reviews[i].reviewer.n == actor->id.n)
            return false;
    }
    return true;
}
