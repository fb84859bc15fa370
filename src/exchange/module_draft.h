/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A module as a file describes it, before anything of it has an id here.
 *
 * `module` holds what stands for itself; its ids (own, provider, chain, runs,
 * venues ...) are 0. What points elsewhere stands beside it as a code; the
 * service resolves these when all files are read, so files may name each other
 * in any order. Competences and topics are resolved already.
 */
#ifndef KC_EXCHANGE_MODULE_DRAFT_H
#define KC_EXCHANGE_MODULE_DRAFT_H

#include "domain/module.h"

struct module_draft {
    struct module module;
    struct slice provider;       /* code */
    struct slice *target_groups; /* codes of job profiles */
    int target_groups_len;
    struct slice *excludes; /* codes of modules */
    int excludes_len;
    struct slice chain_after; /* code of a module, or empty */
    struct slice follows;     /* likewise */
    struct slice *run_venues; /* one per run of `module`: code of a venue; empty is online */
    int line;                 /* where the record begins in its file */
};

struct module_draft_list {
    struct module_draft *drafts;
    int len;
};

#endif
