From Coq Require Import List.

(* ---- what outputs read that take turns: output i + P reads what output i does, A further ----

   `after R L` is what is read through a layer whose output i reads the outputs y before it of which `L i y` is so. An
   output of `taps` reads k of them, d apart, the first at i*s - p; of `spread`, those y that are spread over it, each
   over k outputs from y*s - p on; of `ends f g`, the f i-th and the g i-th; of `between f g`, those from one to the
   other. `ranging R lo hi` says that output i reads pixels lo i and hi i, and none before or after, and that a later
   output begins and ends no earlier. *)

Definition taps (k s p d i y : Z) : Prop := exists t, 0 <= t < k /\ y = i * s - p + d * t.
Definition spread (k s p i y : Z) : Prop := exists t, 0 <= t < k /\ y * s + t = i + p.
Definition ends (f g : Z -> Z) (i y : Z) : Prop := y = f i \/ y = g i.
Definition between (f g : Z -> Z) (i y : Z) : Prop := f i <= y <= g i.

Definition rising (f : Z -> Z) : Prop := forall i j, i <= j -> f i <= f j.
Definition ranging (R : Z -> Z -> Prop) (lo hi : Z -> Z) : Prop :=
  (forall i, R i (lo i) /\ R i (hi i) /\ forall x, R i x -> lo i <= x <= hi i) /\ rising lo /\ rising hi.
Definition turns (f : Z -> Z) (P A : Z) : Prop := forall i, f (i + P) = f i + A.

Theorem ranging_after : forall R lo hi L f g, ranging R lo hi -> ranging L f g ->
  ranging (after R L) (fun i => lo (f i)) (fun i => hi (g i)).
Proof.
  unfold ranging, after, rising. intros R lo hi L f g (S & U & V) (T & M & N). split; [| split; intros; auto].
  intros i. destruct (T i) as (A & B & C). split; [| split].
  - exists (f i). split; [exact A | apply S].
  - exists (g i). split; [exact B | apply S].
  - intros x (y & Y & X). apply C in Y. apply S in X. pose proof (U (f i) y). pose proof (V y (g i)). lia.
Qed.

Theorem ranging_either : forall R1 R2 lo1 hi1 lo2 hi2, ranging R1 lo1 hi1 -> ranging R2 lo2 hi2 ->
  ranging (either R1 R2) (fun i => Z.min (lo1 i) (lo2 i)) (fun i => Z.max (hi1 i) (hi2 i)).
Proof.
  unfold ranging, either, rising. intros R1 R2 lo1 hi1 lo2 hi2 (S & A & B) (T & C & D). split; [| split].
  - intros i. destruct (S i) as (S1 & S2 & S3). destruct (T i) as (T1 & T2 & T3). split; [| split].
    + destruct (Z.le_ge_cases (lo1 i) (lo2 i)); [rewrite Z.min_l by lia | rewrite Z.min_r by lia]; auto.
    + destruct (Z.le_ge_cases (hi1 i) (hi2 i)); [rewrite Z.max_r by lia | rewrite Z.max_l by lia]; auto.
    + intros x [X | X]; [apply S3 in X | apply T3 in X]; lia.
  - intros i j L. specialize (A i j L). specialize (C i j L). lia.
  - intros i j L. specialize (B i j L). specialize (D i j L). lia.
Qed.

Theorem ranging_taps : forall k s p d, 1 <= k -> 0 <= s -> 0 <= d ->
  ranging (taps k s p d) (fun i => i * s - p) (fun i => i * s - p + d * (k - 1)).
Proof.
  unfold ranging, taps, rising. intros k s p d K S D. split; [| split; intros; nia].
  intros i. split; [exists 0; lia | split; [exists (k - 1); lia |]].
  intros x (t & T & ->). assert (0 <= d * t) by nia. assert (d * t <= d * (k - 1)) by nia. lia.
Qed.

Theorem rising_quotient : forall a s, 0 < s -> rising (fun i => (i + a) / s).
Proof. unfold rising. intros a s S i j L. apply Z.div_le_mono; lia. Qed.

Theorem ranging_spread : forall k s p, 1 <= s -> s <= k ->
  ranging (spread k s p) (fun i => (i + (p - k + s)) / s) (fun i => (i + p) / s).
Proof.
  unfold ranging, spread. intros k s p S K. split; [| split; apply rising_quotient; lia].
  intros i.
  pose proof (Z.div_mod (i + (p - k + s)) s ltac:(lia)). pose proof (Z.mod_pos_bound (i + (p - k + s)) s ltac:(lia)).
  pose proof (Z.div_mod (i + p) s ltac:(lia)). pose proof (Z.mod_pos_bound (i + p) s ltac:(lia)).
  set (l := (i + (p - k + s)) / s) in *. set (h := (i + p) / s) in *. split; [| split].
  - exists (i + p - l * s). split; [| lia]. lia.
  - exists (i + p - h * s). split; [| lia]. lia.
  - intros x (t & T & E). split; [assert (l < x + 1) by nia; lia | assert (x < h + 1) by nia; lia].
Qed.

Theorem ranging_ends : forall f g, rising f -> rising g -> (forall i, f i <= g i) -> ranging (ends f g) f g.
Proof.
  unfold ranging, ends. intros f g F G L. split; [| split; assumption].
  intros i. specialize (L i). split; [| split]; auto. intros x [-> | ->]; lia.
Qed.

Theorem ranging_between : forall f g, rising f -> rising g -> (forall i, f i <= g i) -> ranging (between f g) f g.
Proof.
  unfold ranging, between. intros f g F G L. split; [| split; assumption].
  intros i. specialize (L i). split; [| split]; auto; lia.
Qed.

(* Window i of m that share n pixels is from (i*n)/m on, and the next begins where it ends, or one pixel before. *)
Theorem ranging_shares : forall n m, 1 <= n -> 0 < m ->
  ranging (between (fun i => i * n / m) (fun i => ((i + 1) * n + (m - 1)) / m - 1))
    (fun i => i * n / m) (fun i => ((i + 1) * n + (m - 1)) / m - 1).
Proof.
  intros n m N M. apply ranging_between.
  - unfold rising. intros i j L. apply Z.div_le_mono; nia.
  - unfold rising. intros i j L. assert (((i + 1) * n + (m - 1)) / m <= ((j + 1) * n + (m - 1)) / m); [| lia].
    apply Z.div_le_mono; nia.
  - intros i. assert (i * n / m + 1 <= ((i + 1) * n + (m - 1)) / m); [| lia].
    rewrite <- Z.div_add by lia. apply Z.div_le_mono; nia.
Qed.

Theorem turns_shares : forall n m, 0 < m -> turns (fun i => i * n / m) m n /\
  turns (fun i => ((i + 1) * n + (m - 1)) / m - 1) m n.
Proof.
  unfold turns. intros n m M. split; intros i.
  - rewrite <- Z.div_add by lia. f_equal; ring.
  - replace ((i + m + 1) * n + (m - 1)) with ((i + 1) * n + (m - 1) + n * m) by ring. rewrite Z.div_add by lia. ring.
Qed.

Theorem turns_times : forall f P A m, turns f P A -> turns f (P * m) (A * m).
Proof.
  intros f P A m T. unfold turns in *.
  assert (N : forall n i, f (i + P * Z.of_nat n) = f i + A * Z.of_nat n).
  { intros n. induction n as [| n IH]; intros i.
    - change (Z.of_nat 0) with 0. rewrite !Z.mul_0_r, !Z.add_0_r. reflexivity.
    - rewrite Nat2Z.inj_succ.
      replace (i + P * Z.succ (Z.of_nat n)) with (i + P * Z.of_nat n + P) by ring. rewrite T, IH. ring. }
  intros i. destruct (Z.le_ge_cases 0 m) as [L | L].
  - rewrite <- (Z2Nat.id m L). apply N.
  - pose proof (N (Z.to_nat (- m)) (i + P * m)) as H. rewrite Z2Nat.id in H by lia.
    replace (i + P * m + P * - m) with i in H by ring. lia.
Qed.

Theorem turns_after : forall f g P A Q m, turns f P A -> turns g Q (P * m) -> turns (fun i => f (g i)) Q (A * m).
Proof. intros f g P A Q m F G i. rewrite G. apply (turns_times _ _ _ m F). Qed.

Theorem turns_min : forall f g P A, turns f P A -> turns g P A -> turns (fun i => Z.min (f i) (g i)) P A.
Proof. intros f g P A F G i. rewrite F, G. lia. Qed.

Theorem turns_max : forall f g P A, turns f P A -> turns g P A -> turns (fun i => Z.max (f i) (g i)) P A.
Proof. intros f g P A F G i. rewrite F, G. lia. Qed.

(* All values of what turns are known by P of them. *)
Fixpoint below (n : nat) (T : Z -> Prop) : Prop := match n with O => True | S m => T (Z.of_nat m) /\ below m T end.

Theorem below_all : forall n T, below n T -> forall c, 0 <= c < Z.of_nat n -> T c.
Proof.
  intros n T. induction n as [| n IH]; intros B c C; [lia |]. simpl in B. destruct B as [H B].
  destruct (Z.eq_dec c (Z.of_nat n)) as [-> | D]; [exact H |]. apply IH; [exact B | lia].
Qed.

Theorem turns_alike : forall f g n A, turns f (Z.of_nat (S n)) A -> turns g (Z.of_nat (S n)) A ->
  below (S n) (fun c => f c = g c) -> forall i, f i = g i.
Proof.
  intros f g n A F G B i. set (P := Z.of_nat (S n)) in *. assert (0 < P) by (unfold P; lia).
  pose proof (Z.div_mod i P ltac:(lia)). pose proof (Z.mod_pos_bound i P ltac:(lia)).
  pose proof (turns_times _ _ _ (i / P) F (i mod P)). pose proof (turns_times _ _ _ (i / P) G (i mod P)).
  pose proof (below_all _ _ B (i mod P) ltac:(fold P; lia)) as E. cbv beta in E.
  replace (i mod P + P * (i / P)) with i in * by lia. congruence.
Qed.

(* What is `values` for the outputs from 0 on, and turns: each value less the one before, times how often it was passed. *)
Fixpoint passed (P previous : Z) (values : list Z) (i : Z) : Z :=
  match values with
  | nil => 0
  | cons value others => (value - previous) * ((i + Z.of_nat (length others)) / P) + passed P value others i
  end.
Definition cycle (A : Z) (values : list Z) (i : Z) : Z :=
  match values with
  | nil => 0
  | cons first others => first + passed (Z.of_nat (length values)) first (others ++ cons (first + A) nil) i
  end.

Theorem last_of_more : forall (others : list Z) value previous,
  last (value :: others) previous = last others value.
Proof.
  intros others. induction others as [| other rest IH]; intros value previous; [reflexivity |].
  change (last (value :: other :: rest) previous) with (last (other :: rest) previous). rewrite !IH. reflexivity.
Qed.

Theorem turns_passed : forall P values previous i, 0 < P ->
  passed P previous values (i + P) = passed P previous values i + (last values previous - previous).
Proof.
  intros P values. induction values as [| value others IH]; intros previous i H; [simpl; lia |].
  simpl passed. rewrite IH by assumption.
  replace (i + P + Z.of_nat (length others)) with (i + Z.of_nat (length others) + 1 * P) by ring.
  rewrite Z.div_add by lia.
  rewrite last_of_more. ring.
Qed.

Theorem turns_cycle : forall A first others,
  turns (cycle A (cons first others)) (Z.of_nat (length (cons first others))) A.
Proof.
  intros A first others i. unfold cycle. rewrite turns_passed by (simpl length; lia).
  rewrite last_last. ring.
Qed.

Theorem ranging_alike : forall R lo hi lo2 hi2, ranging R lo hi ->
  (forall i, lo2 i = lo i) -> (forall i, hi2 i = hi i) -> ranging R lo2 hi2.
Proof.
  unfold ranging, rising. intros R lo hi lo2 hi2 (S & U & V) L H. split; [| split].
  - intros i. rewrite L, H. apply S. - intros i j. rewrite !L. apply U. - intros i j. rewrite !H. apply V.
Qed.

Fixpoint most (f : Z -> Z) (n : nat) : Z := match n with O => f 0 | S m => Z.max (most f m) (f (Z.of_nat n)) end.

Theorem most_is : forall f n, turns f (Z.of_nat (S n)) 0 -> (forall i, f i <= most f n) /\ exists i, f i = most f n.
Proof.
  intros f n T. split.
  - intros i. set (P := Z.of_nat (S n)) in *. assert (0 < P) by (unfold P; lia).
    pose proof (Z.div_mod i P ltac:(lia)). pose proof (Z.mod_pos_bound i P ltac:(lia)).
    pose proof (turns_times _ _ _ (i / P) T (i mod P)) as E. replace (i mod P + P * (i / P)) with i in E by lia.
    rewrite E. assert (M : forall m c, 0 <= c <= Z.of_nat m -> f c <= most f m).
    { intros m. induction m as [| m IH]; intros c C; [replace c with 0 by lia; simpl; lia |].
      simpl most. destruct (Z.eq_dec c (Z.of_nat (S m))) as [-> | D]; [simpl Z.of_nat; lia |].
      specialize (IH c ltac:(lia)). lia. }
    specialize (M n (i mod P)). unfold P in *. lia.
  - clear T. induction n as [| n [i E]]; [exists 0; reflexivity |]. simpl most.
    destruct (Z.le_ge_cases (most f n) (f (Z.of_nat (S n)))) as [L | L].
    + exists (Z.of_nat (S n)). simpl Z.of_nat in *. lia. + exists i. simpl Z.of_nat in *. lia.
Qed.

Definition itself (i : Z) : Z := i.

Theorem itself_range : ranging pixel itself itself.
Proof. unfold ranging, rising, pixel, itself. split; [| split; auto]. intros i. split; [| split]; auto; lia. Qed.

Theorem itself_turns : turns itself 1 1.
Proof. unfold turns, itself. intros. ring. Qed.

(* What is so of each phase, worked out; and a lemma recalled whose hypotheses are there. *)
Ltac numeral t :=
  lazymatch t with
  | ?a + ?b => numeral a; numeral b
  | ?a - ?b => numeral a; numeral b
  | ?a * ?b => numeral a; numeral b
  | ?a / ?b => numeral a; numeral b
  | - ?a => numeral a
  | _ => let known := isZcst t in lazymatch known with true => idtac end
  end.
Ltac divided :=
  repeat match goal with
  | |- context [?a / ?b] => numeral a; numeral b; let q := eval vm_compute in (a / b) in change (a / b) with q
  end.
Ltac in_turn :=
  cbv [below most cycle passed length app itself Z.of_nat Pos.of_succ_nat Pos.succ];
  repeat split; divided; repeat lazymatch goal with |- Z.max _ _ = Z.max _ _ => apply f_equal2 end; lia.

Ltac recall H :=
  lazymatch type of H with
  | ?P -> ?Q => let K := fresh in assert (K : P) by assumption; recall (H K)
  | _ => pose proof H
  end.
