/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The desk where plans are made: each one once, in the background, and kept for the
 * next who asks for it.
 *
 * An order is a person, a snapshot, a situation, a preset, the time for it, and whether it is to
 * be explained. An explanation is made of the plan that is there already. Page, print,
 * calendar, comparisons and what-ifs order the same plan by the same words, so it is made once; two
 * who order it at the same time wait for one making. Threads of the desk make plans side by side,
 * as many as the machine has processors, and one more that is kept free of orders in the
 * background: who waits for an answer does not wait for plans that may never be looked at.
 *
 * Privacy: an order is known by a keyed hash of its content alone (base/keyed_hash.h), with
 * a key that is drawn at start and never leaves the process. The situation itself is kept until its
 * plan is made and no longer. Plans are not shared between people, not even between two in
 * the same situation, so that nobody learns from a fast answer that somebody else is. When a
 * person's data are deleted, so are their plans (plan_desk_forget()).
 *
 * Bounds: PLANS_KEPT_MAX plans and PLANS_BYTES_MAX bytes, the longest unused one goes first;
 * PLANS_QUEUE_MAX orders waiting. A plan of an older snapshot is never handed out.
 */
#ifndef KC_SERVICE_PLAN_DESK_H
#define KC_SERVICE_PLAN_DESK_H

#include "base/limits.h"
#include "engine/curriculum_replan.h"
#include "service/guest_service.h"

struct plan_desk;

struct plan_order {
    struct guest_key person;
    const struct snapshot *snap;       /* held by the caller */
    const struct situation *situation; /* sound; its preset is not looked at */
    enum preset preset;
    int ms_max;         /* of processor time for its making, on the machine it was tuned on */
    bool explains;      /* with reasons for what stays open: curriculum_explain() */
    bool in_background; /* it lets others go first, even when somebody waits for it */
    const struct replan_before *before; /* it is made anew from this one; NULL: from nothing */
};

/* How orders are carried out; tests take their own. */
struct plan_desk_options {
    int threads_max;
    int kept_max;     /* 1..PLANS_KEPT_MAX */
    size_t bytes_max; /* of all plans kept */
    enum err (*make)(struct arena *a, const struct curriculum_request *request,
                     struct curriculum *ret_plan);
    enum err (*explain)(struct arena *a, const struct curriculum_request *request,
                        struct curriculum *plan);
    enum err (*replan)(struct arena *a, const struct curriculum_request *request,
                       const struct replan_before *before, struct curriculum *ret_plan);
    /* Keeps a snapshot while an order waits or is carried out. */
    void (*hold)(void *owner, const struct snapshot *snap);
    void (*release)(void *owner, const struct snapshot *snap);
    void *owner;
};

struct plan_desk_counts {
    int64_t made;
    int64_t found; /* orders that needed no making */
    int64_t dropped;
    int kept;
    int waiting;
    size_t bytes;
};

/* curriculum_make(), _explain() and _replan(); the threads are begun with the first order. */
struct plan_desk_options plan_desk_default(void);
/* ERR_LIMIT: no memory; ERR_IO: no random key. */
MUST_USE enum err plan_desk_open(const struct plan_desk_options *options,
                                 struct plan_desk **ret_desk);
/* What is being made is broken off. Nobody may wait any more. NULL is allowed. */
void plan_desk_close(struct plan_desk *d);

/*
 * Let it be made when there is time, if it is not there yet. When the desk is full it is
 * forgotten, so ask again or take it.
 */
void plan_desk_order(struct plan_desk *d, const struct plan_order *order);
struct plan_answer {
    bool ready;             /* false: it is being made */
    struct curriculum plan; /* when it is ready */
};

/*
 * The plan, in `a`, waiting for it `wait_ms` at most (0: do not wait).
 *
 *   ERR_BUSY      too many orders are waiting
 *   ERR_LIMIT     no memory
 *   others        of curriculum_make()
 */
MUST_USE enum err plan_desk_take(struct plan_desk *d, struct arena *a,
                                 const struct plan_order *order, int wait_ms,
                                 struct plan_answer *ret_answer);

/* Everything of this person is gone. */
void plan_desk_forget(struct plan_desk *d, struct guest_key person);
/* Plans of snapshots before this one are gone. */
void plan_desk_renew(struct plan_desk *d, const struct snapshot *snap);
struct plan_desk_counts plan_desk_counts(struct plan_desk *d);

#endif
