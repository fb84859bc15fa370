/* SPDX-License-Identifier: EUPL-1.2 */
/* A layer that has no file yet still needs one to compile. */
extern int kc_empty;
