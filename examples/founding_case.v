(* Certificates of symrf, for Rocq (Coq 8.16 and later): coqc accepts this file.

   First come general theorems, then each network as its layers one after another, by the law of each, and each verdict
   as a theorem about that. In Z, a / b is rounded down, and a mod b is in [0, b), for b of 1 and more. Nothing is
   admitted, and no axiom is used. *)

From Coq Require Import ZArith Lia.
Open Scope Z_scope.
Ltac Zify.zify_post_hook ::= Z.to_euclidean_division_equations.

(* ---- how numbers are worked out ---- *)

Ltac computed := vm_compute; first [reflexivity | intuition discriminate].

Ltac refuted T :=
  lazymatch type of T with
  | _ /\ _ => let H := fresh in destruct T as [H T]; first [exact (H eq_refl) | discriminate H | clear H; refuted T]
  | _ => first [exact (T eq_refl) | discriminate T]
  end.

Ltac settled := first [congruence | lia].

Ltac equal := first [reflexivity | ring | lia | nia].

(* ---- two windows are one, and rounding up with the last-window rule ---- *)

Theorem two_windows : forall w a1 s1 a2 s2 : Z, 0 < s1 -> 0 < s2 ->
  ((w + a1) / s1 + a2) / s2 = (w + a1 + s1 * a2) / (s1 * s2).
Proof.
  intros w a1 s1 a2 s2 H1 H2.
  rewrite <- Z.div_add by lia. rewrite Z.div_div by lia.
  f_equal; ring.
Qed.

Theorem minimum_inside : forall a b s : Z, 0 < s -> Z.min (a / s) (b / s) = Z.min a b / s.
Proof.
  intros a b s H.
  destruct (Z.le_ge_cases a b) as [L | L].
  - rewrite (Z.min_l a b) by lia. apply Z.min_l. apply Z.div_le_mono; lia.
  - rewrite (Z.min_r a b) by lia. apply Z.min_r. apply Z.div_le_mono; lia.
Qed.

Definition ceiling (a s : Z) : Z := (a + s - 1) / s.

(* Rounded up, a last window that would start in the padding after does not count. *)
Definition last_window_rule (w e s before after : Z) : Z :=
  let windows := ceiling (w + before + after - e) s + 1 in
  if (windows - 1) * s >=? w + before then windows - 1 else windows.

Theorem last_window : forall w e s before after : Z, 0 < s -> after <= e ->
  last_window_rule w e s before after = (w + Z.min (before + after - e + 2 * s - 1) (before + s - 1)) / s.
Proof.
  intros w e s before after S E. unfold last_window_rule, ceiling. cbv zeta.
  replace (w + Z.min (before + after - e + 2 * s - 1) (before + s - 1))
    with (Z.min (w + before + after - e + s - 1 + 1 * s) (w + before + s - 1)) by lia.
  rewrite <- minimum_inside by assumption. rewrite Z.div_add by lia.
  set (q := (w + before + after - e + s - 1) / s).
  assert (Q : s * q <= w + before + after - e + s - 1 < s * q + s).
  { unfold q. pose proof (Z.div_mod (w + before + after - e + s - 1) s ltac:(lia)).
    pose proof (Z.mod_pos_bound (w + before + after - e + s - 1) s ltac:(lia)). lia. }
  set (p := (w + before + s - 1) / s).
  assert (P : s * p <= w + before + s - 1 < s * p + s).
  { unfold p. pose proof (Z.div_mod (w + before + s - 1) s ltac:(lia)).
    pose proof (Z.mod_pos_bound (w + before + s - 1) s ltac:(lia)). lia. }
  clearbody p q.
  destruct (Z.geb_spec ((q + 1 - 1) * s) (w + before)) as [G | G].
  - assert (q <= p) by nia. assert (p < q + 1) by nia. lia.
  - assert (q + 1 <= p) by nia. lia.
Qed.

(* ---- what outputs read: output i reads input x ----

   `through R k s p d` is what is read through a layer whose output i reads k taps, d apart, the first at i*s - p.
   A `run` reads all pixels from i*j + b on, r of them, and no others: so it is of layers without dilation that leave no
   pixel out between neighbours. A `hull` reads the first and the last of them, and no pixel outside: so it always is. *)

Definition pixel (i x : Z) : Prop := x = i.
Definition through (R : Z -> Z -> Prop) (k s p d i x : Z) : Prop :=
  exists t, 0 <= t < k /\ R (i * s - p + d * t) x.
Definition either (R1 R2 : Z -> Z -> Prop) (i x : Z) : Prop := R1 i x \/ R2 i x.
Definition hull (R : Z -> Z -> Prop) (r j b : Z) : Prop :=
  forall i, R i (i * j + b) /\ R i (i * j + b + r - 1) /\ forall x, R i x -> i * j + b <= x <= i * j + b + r - 1.
Definition run (R : Z -> Z -> Prop) (r j b : Z) : Prop :=
  forall i x, R i x <-> i * j + b <= x <= i * j + b + r - 1.

Theorem pixel_run : run pixel 1 1 0.
Proof. unfold run, pixel. intros. lia. Qed.

Theorem run_hull : forall R r j b, 1 <= r -> run R r j b -> hull R r j b.
Proof.
  unfold run, hull. intros R r j b P H i. repeat split.
  - apply H. lia. - apply H. lia. - apply (H i x) in H0. lia. - apply (H i x) in H0. lia.
Qed.

Theorem hull_through : forall R r j b k s p d, 1 <= k -> 0 <= d -> 0 <= j ->
  hull R r j b -> hull (through R k s p d) (r + d * (k - 1) * j) (s * j) (b - p * j).
Proof.
  unfold hull, through. intros R r j b k s p d K D J H i. repeat split.
  - exists 0. split; [lia |]. destruct (H (i * s - p + d * 0)) as (A & _).
    replace (i * (s * j) + (b - p * j)) with ((i * s - p + d * 0) * j + b) by ring. exact A.
  - exists (k - 1). split; [lia |]. destruct (H (i * s - p + d * (k - 1))) as (_ & A & _).
    replace (i * (s * j) + (b - p * j) + (r + d * (k - 1) * j) - 1)
      with ((i * s - p + d * (k - 1)) * j + b + r - 1) by ring. exact A.
  - destruct H0 as (t & T & A). apply H in A. assert (0 <= d * t * j) by nia. nia.
  - destruct H0 as (t & T & A). apply H in A. assert (d * t * j <= d * (k - 1) * j) by nia. nia.
Qed.

Theorem run_through : forall R r j b k s p, 1 <= k -> 0 < j -> j <= r ->
  run R r j b -> run (through R k s p 1) (r + 1 * (k - 1) * j) (s * j) (b - p * j).
Proof.
  unfold run, through. intros R r j b k s p K J N H i x. split.
  - intros (t & T & A). apply H in A. assert (0 <= t * j) by nia. assert (t * j <= (k - 1) * j) by nia. nia.
  - intros B.
    set (y := x - (i * (s * j) + (b - p * j))).
    assert (Y : 0 <= y <= r + (k - 1) * j - 1) by (unfold y; lia).
    pose (t := Z.min (y / j) (k - 1)).
    pose proof (Z.div_mod y j ltac:(lia)). pose proof (Z.mod_pos_bound y j ltac:(lia)).
    assert (0 <= y / j) by (apply Z.div_pos; lia).
    exists t. split; [lia |]. apply H.
    assert (E : x = y + (i * (s * j) + (b - p * j))) by (unfold y; lia).
    assert (0 <= y - t * j <= r - 1).
    { destruct (Z.le_ge_cases (y / j) (k - 1)) as [L | L]; unfold t.
      - rewrite Z.min_l by lia. nia.
      - rewrite Z.min_r by lia. nia. }
    nia.
Qed.

Theorem hull_either : forall R1 R2 r1 r2 j b1 b2,
  hull R1 r1 j b1 -> hull R2 r2 j b2 ->
  hull (either R1 R2) (Z.max (b1 + r1) (b2 + r2) - Z.min b1 b2) j (Z.min b1 b2).
Proof.
  unfold hull, either. intros R1 R2 r1 r2 j b1 b2 H1 H2 i.
  destruct (H1 i) as (A1 & B1 & C1). destruct (H2 i) as (A2 & B2 & C2). repeat split.
  - destruct (Z.le_ge_cases b1 b2).
    + rewrite Z.min_l by lia. auto. + rewrite Z.min_r by lia. auto.
  - replace (i * j + Z.min b1 b2 + (Z.max (b1 + r1) (b2 + r2) - Z.min b1 b2) - 1)
      with (i * j + Z.max (b1 + r1) (b2 + r2) - 1) by ring.
    destruct (Z.le_ge_cases (b1 + r1) (b2 + r2)).
    + rewrite Z.max_r by lia. right. replace (i * j + (b2 + r2) - 1) with (i * j + b2 + r2 - 1) by ring. auto.
    + rewrite Z.max_l by lia. left. replace (i * j + (b1 + r1) - 1) with (i * j + b1 + r1 - 1) by ring. auto.
  - destruct H as [H | H]; [apply C1 in H | apply C2 in H]; lia.
  - destruct H as [H | H]; [apply C1 in H | apply C2 in H]; lia.
Qed.

Theorem hull_one : forall R r1 j1 b1 r2 j2 b2, hull R r1 j1 b1 -> hull R r2 j2 b2 -> r1 = r2 /\ j1 = j2 /\ b1 = b2.
Proof.
  unfold hull. intros R r1 j1 b1 r2 j2 b2 H1 H2.
  destruct (H1 0) as (A0 & B0 & C0). destruct (H2 0) as (D0 & E0 & F0).
  destruct (H1 1) as (A1 & B1 & C1). destruct (H2 1) as (D1 & E1 & F1).
  pose proof (C0 _ D0). pose proof (C0 _ E0). pose proof (F0 _ A0). pose proof (F0 _ B0).
  pose proof (C1 _ D1). pose proof (C1 _ E1). pose proof (F1 _ A1). pose proof (F1 _ B1). lia.
Qed.

Theorem run_either : forall R1 R2 r1 r2 j b1 b2,
  b1 <= b2 + r2 -> b2 <= b1 + r1 -> run R1 r1 j b1 -> run R2 r2 j b2 ->
  run (either R1 R2) (Z.max (b1 + r1) (b2 + r2) - Z.min b1 b2) j (Z.min b1 b2).
Proof.
  unfold run, either. intros R1 R2 r1 r2 j b1 b2 A B H1 H2 i x.
  rewrite (H1 i x), (H2 i x). lia.
Qed.

(* ---- a window as a function of the size that it receives, and repeats of it ---- *)
Definition window (f : Z -> Z) (a s : Z) : Prop := 0 < s /\ forall n, f n = (n + a) / s.

Theorem window_input : window (fun w => w) 0 1.
Proof. split; [lia |]. intros. rewrite Z.div_1_r. lia. Qed.

Theorem window_after : forall f g a1 s1 a2 s2, window f a1 s1 -> window g a2 s2 ->
  window (fun w => g (f w)) (a1 + s1 * a2) (s1 * s2).
Proof.
  intros f g a1 s1 a2 s2 [P F] [Q G]. split; [nia |]. intros n.
  rewrite G, F, two_windows by assumption. f_equal. ring.
Qed.

Fixpoint geometric (q : Z) (n : nat) : Z := match n with O => 0 | S m => geometric q m + q ^ Z.of_nat m end.

Theorem geometric_is : forall q n, (q - 1) * geometric q n = q ^ Z.of_nat n - 1.
Proof.
  intros q n. induction n as [| n IH]; [simpl; ring |].
  rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. simpl geometric. rewrite Z.mul_add_distr_l, IH. ring.
Qed.

Theorem geometric_of_one : forall n, geometric 1 n = Z.of_nat n.
Proof.
  intros n. induction n as [| n IH]; [reflexivity |].
  rewrite Nat2Z.inj_succ. simpl geometric. rewrite IH, Z.pow_1_l by lia. lia.
Qed.

Fixpoint times (n : nat) (f : Z -> Z) (w : Z) : Z := match n with O => w | S m => f (times m f w) end.

Theorem window_times : forall f a s, window f a s -> forall n, window (times n f) (a * geometric s n) (s ^ Z.of_nat n).
Proof.
  intros f a s W n. induction n as [| n IH].
  - split; [simpl; lia |]. intros. simpl. rewrite Z.mul_0_r, Z.add_0_r, Z.div_1_r. reflexivity.
  - pose proof (window_after _ _ _ _ _ _ IH W) as [P H]. rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia.
    split; [nia |]. intros w. specialize (H w). simpl times. rewrite H. f_equal; [simpl geometric |]; ring.
Qed.

Definition reach (R : Z -> Z -> Prop) (r j b : Z) : Prop := 1 <= r /\ 0 < j /\ hull R r j b.

Theorem reach_pixel : reach pixel 1 1 0.
Proof. split; [lia |]. split; [lia |]. apply run_hull; [lia |]. apply pixel_run. Qed.

Theorem reach_through : forall R r j b k s p d, 1 <= k -> 1 <= s -> 0 <= d -> reach R r j b ->
  reach (through R k s p d) (r + d * (k - 1) * j) (s * j) (b - p * j).
Proof.
  intros R r j b k s p d K S D (P & J & H). split; [assert (0 <= d * (k - 1) * j) by nia; lia |].
  split; [nia |]. apply hull_through; try lia. exact H.
Qed.

Definition after (R1 R2 : Z -> Z -> Prop) (i x : Z) : Prop := exists y, R2 i y /\ R1 y x.

Theorem reach_after : forall R1 R2 r1 j1 b1 r2 j2 b2, reach R1 r1 j1 b1 -> reach R2 r2 j2 b2 ->
  reach (after R1 R2) (r1 + (r2 - 1) * j1) (j2 * j1) (b1 + b2 * j1).
Proof.
  intros R1 R2 r1 j1 b1 r2 j2 b2 (P1 & J1 & H1) (P2 & J2 & H2). split; [nia |]. split; [nia |].
  unfold hull, after. intros i. destruct (H2 i) as (A2 & B2 & C2). repeat split.
  - exists (i * j2 + b2). split; [exact A2 |]. destruct (H1 (i * j2 + b2)) as (A1 & _).
    replace (i * (j2 * j1) + (b1 + b2 * j1)) with ((i * j2 + b2) * j1 + b1) by ring. exact A1.
  - exists (i * j2 + b2 + r2 - 1). split; [exact B2 |]. destruct (H1 (i * j2 + b2 + r2 - 1)) as (_ & B1 & _).
    replace (i * (j2 * j1) + (b1 + b2 * j1) + (r1 + (r2 - 1) * j1) - 1)
      with ((i * j2 + b2 + r2 - 1) * j1 + b1 + r1 - 1) by ring. exact B1.
  - destruct H as (y & Y & X). apply C2 in Y. apply H1 in X. nia.
  - destruct H as (y & Y & X). apply C2 in Y. apply H1 in X. nia.
Qed.

Fixpoint reads_times (n : nat) (R : Z -> Z -> Prop) : Z -> Z -> Prop :=
  match n with O => pixel | S m => after (reads_times m R) R end.

Theorem reach_times : forall R r j b, reach R r j b -> forall n,
  reach (reads_times n R) (1 + (r - 1) * geometric j n) (j ^ Z.of_nat n) (b * geometric j n).
Proof.
  intros R r j b H n. induction n as [| n IH].
  - change (geometric j 0) with 0. replace (1 + (r - 1) * 0) with 1 by ring. replace (b * 0) with 0 by ring.
    exact reach_pixel.
  - pose proof (reach_after _ _ _ _ _ _ _ _ IH H) as K. rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. simpl geometric.
    replace (1 + (r - 1) * (geometric j n + j ^ Z.of_nat n))
      with (1 + (r - 1) * geometric j n + (r - 1) * j ^ Z.of_nat n) by ring.
    replace (b * (geometric j n + j ^ Z.of_nat n)) with (b * geometric j n + b * j ^ Z.of_nat n) by ring. exact K.
Qed.

(* ---- how families are worked out ---- *)

Ltac by_law := unfold window; split; [first [lia | nia] | intros];
  first [rewrite Z.div_1_r; equal | rewrite <- Z.div_add by lia; f_equal; equal | f_equal; equal | lia].

Ltac geometric_known :=
  repeat match goal with
  | |- context [geometric 1 ?n] => rewrite (geometric_of_one n)
  | |- context [geometric 2 ?n] =>
      replace (geometric 2 n) with (2 ^ Z.of_nat n - 1) by (pose proof (geometric_is 2 n); lia)
  end;
  rewrite ?Z2Nat.id by lia; rewrite ?Z.pow_1_l by lia.


(* size = (w-4, h-4): proved *)
(* The network F = c3; M = p2; O1 = F F along w: the size that each layer gives when it receives size n. *)
Module N1.
(* c3: n-k+1. A kernel of k pixels fits n-k+1 times. *)
Definition F (n : Z) : Z := n - 3 + 1.
(* c3: n-k+1. A kernel of k pixels fits n-k+1 times. *)
Definition F_2 (n : Z) : Z := n - 3 + 1.
(* The size after each layer, for an input of w pixels. *)
Definition after_F (w : Z) : Z := F w.
Definition after_F_2 (w : Z) : Z := F_2 (after_F w).
Definition size (w : Z) : Z := after_F_2 w.
(* These sizes in closed form. *)
Lemma after_F_is : forall w, after_F w = w - 2.
Proof. intros. unfold after_F, F. lia. Qed.
Lemma after_F_2_is : forall w, after_F_2 w = w - 4.
Proof. intros. pose proof (after_F_is w). unfold after_F_2, F_2. lia. Qed.
Lemma size_is : forall w, size w = w - 4.
Proof. exact after_F_2_is. Qed.
(* The network takes an input if every layer has an output and branches that meet have the same size. *)
Definition takes (w : Z) : Prop := 1 <= w /\ 1 <= after_F w /\ 1 <= after_F_2 w.
Theorem takes_all : forall w : Z, 5 <= w -> takes w.
Proof. intros. unfold takes. split; [lia |].
  split; [pose proof (after_F_is w); settled |].
  pose proof (after_F_2_is w); settled.
Qed.
Theorem takes_no_less : ~ takes 4.
Proof. unfold takes. intros T. vm_compute in T. refuted T. Qed.
End N1.
(* It holds for every input that the network takes. *)
Theorem claim_1_size_w : forall w : Z, 5 <= w -> N1.size w = w - 4.
Proof. intros. pose proof (N1.size_is w). lia. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_1_size_h : forall h : Z, 5 <= h -> N1.size h = h - 4.
Proof. intros. pose proof (N1.size_is h). lia. Qed.

(* size at w=64, h=64 = (60, 60): proved *)
(* It holds at w = 64. *)
Theorem claim_2_size_w : N1.size 64 = 60.
Proof. computed. Qed.
(* It holds at h = 64. *)
Theorem claim_2_size_h : N1.size 64 = 60.
Proof. computed. Qed.

(* rf = (5, 5): proved *)
(* What output i of the network F = c3; M = p2; O1 = F F reads of the input along w, after each layer: its field, the jump to the next output, the first pixel of output 0, and the padding after. *)
Module R1.
Definition reads_F : Z -> Z -> Prop := through pixel 3 1 0 1.
Definition field_F : Z := 1 + 1 * (3 - 1) * 1.
Definition jump_F : Z := 1 * 1.
Definition first_F : Z := 0 - 0 * 1.
Definition padding_after_F : Z := 0 + 0 * 1.
Lemma reads_F_run : run reads_F field_F jump_F first_F.
Proof. exact (run_through pixel 1 1 0 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  pixel_run). Qed.
Definition reads_F_2 : Z -> Z -> Prop := through reads_F 3 1 0 1.
Definition field_F_2 : Z := field_F + 1 * (3 - 1) * jump_F.
Definition jump_F_2 : Z := 1 * jump_F.
Definition first_F_2 : Z := first_F - 0 * jump_F.
Definition padding_after_F_2 : Z := padding_after_F + 0 * jump_F.
Lemma reads_F_2_run : run reads_F_2 field_F_2 jump_F_2 first_F_2.
Proof. exact (run_through reads_F field_F jump_F first_F 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  reads_F_run). Qed.
(* Output i of the network reads field pixels, from pixel i*jump + first on, and no others. *)
Definition reads : Z -> Z -> Prop := reads_F_2.
Definition field : Z := field_F_2.
Definition jump : Z := jump_F_2.
Definition first : Z := first_F_2.
Definition padding_after : Z := padding_after_F_2.
Lemma field_is : field = 5.
Proof. reflexivity. Qed.
Lemma jump_is : jump = 1.
Proof. reflexivity. Qed.
Lemma first_is : first = 0.
Proof. reflexivity. Qed.
Lemma padding_after_is : padding_after = 0.
Proof. reflexivity. Qed.
Theorem reads_all : run reads 5 1 0.
Proof. exact reads_F_2_run. Qed.
End R1.
(* It holds for every input that the network takes. *)
Theorem claim_3_field_w : R1.field = 5.
Proof. computed. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_3_field_h : R1.field = 5.
Proof. computed. Qed.

(* size = ((w-2)/2-2, (h-2)/2-2): conditional (for even w and h) *)
(* The network F = c3; M = p2; O1 = F F; O2 = F M F along w: the size that each layer gives when it receives size n. *)
Module N2.
(* c3: n-k+1. A kernel of k pixels fits n-k+1 times. *)
Definition F (n : Z) : Z := n - 3 + 1.
(* p2: floor((n-k)/s)+1. The kernel moves s pixels at a time; a window that no longer fits is dropped. *)
Definition M (n : Z) : Z := (n - 2) / 2 + 1.
(* c3: n-k+1. A kernel of k pixels fits n-k+1 times. *)
Definition F_2 (n : Z) : Z := n - 3 + 1.
(* The size after each layer, for an input of w pixels. *)
Definition after_F (w : Z) : Z := F w.
Definition after_M (w : Z) : Z := M (after_F w).
Definition after_F_2 (w : Z) : Z := F_2 (after_M w).
Definition size (w : Z) : Z := after_F_2 w.
(* These sizes in closed form. *)
Lemma after_F_is : forall w, after_F w = w - 2.
Proof. intros. unfold after_F, F. lia. Qed.
Lemma after_M_is : forall w, after_M w = (w - 4) / 2 + 1.
Proof. intros. pose proof (after_F_is w). unfold after_M, M. lia. Qed.
Lemma after_F_2_is : forall w, after_F_2 w = (w - 8) / 2 + 1.
Proof. intros. pose proof (after_M_is w). unfold after_F_2, F_2. lia. Qed.
Lemma size_is : forall w, size w = (w - 8) / 2 + 1.
Proof. exact after_F_2_is. Qed.
(* The network takes an input if every layer has an output and branches that meet have the same size. *)
Definition takes (w : Z) : Prop := 1 <= w /\ 1 <= after_F w /\ 1 <= after_M w /\ 1 <= after_F_2 w.
Theorem takes_all : forall w : Z, 8 <= w -> takes w.
Proof. intros. unfold takes. split; [lia |].
  split; [pose proof (after_F_is w); settled |].
  split; [pose proof (after_M_is w); settled |].
  pose proof (after_F_2_is w); settled.
Qed.
Theorem takes_no_less : ~ takes 7.
Proof. unfold takes. intros T. vm_compute in T. refuted T. Qed.
End N2.
(* It holds for these inputs, and for no others. *)
Theorem claim_4_size_w : forall w : Z, 8 <= w -> 2 * N2.size w = w - 6 <-> w mod 2 = 0.
Proof. intros. pose proof (N2.size_is w). lia. Qed.
(* It fails at w = 9. *)
Theorem claim_4_size_w_counterexample : ~ 2 * N2.size 9 = 3.
Proof. computed. Qed.
(* It holds for all smaller inputs. *)
Theorem claim_4_size_w_no_less : forall w : Z, 8 <= w -> w < 9 -> 2 * N2.size w = w - 6.
Proof. intros. pose proof (N2.size_is w). lia. Qed.
(* It holds for these inputs, and for no others. *)
Theorem claim_4_size_h : forall h : Z, 8 <= h -> 2 * N2.size h = h - 6 <-> h mod 2 = 0.
Proof. intros. pose proof (N2.size_is h). lia. Qed.
(* It fails at h = 9. *)
Theorem claim_4_size_h_counterexample : ~ 2 * N2.size 9 = 3.
Proof. computed. Qed.
(* It holds for all smaller inputs. *)
Theorem claim_4_size_h_no_less : forall h : Z, 8 <= h -> h < 9 -> 2 * N2.size h = h - 6.
Proof. intros. pose proof (N2.size_is h). lia. Qed.

(* size at w=64, h=64 = (29, 29): proved *)
(* It holds at w = 64. *)
Theorem claim_5_size_w : N2.size 64 = 29.
Proof. computed. Qed.
(* It holds at h = 64. *)
Theorem claim_5_size_h : N2.size 64 = 29.
Proof. computed. Qed.

(* rf(F) = 3: proved *)
(* What output i of the network F = c3; M = p2; O1 = F F; O2 = F M F; F reads of the input along w, after each layer: its field, the jump to the next output, the first pixel of output 0, and the padding after. *)
Module R3.
Definition reads_F : Z -> Z -> Prop := through pixel 3 1 0 1.
Definition field_F : Z := 1 + 1 * (3 - 1) * 1.
Definition jump_F : Z := 1 * 1.
Definition first_F : Z := 0 - 0 * 1.
Definition padding_after_F : Z := 0 + 0 * 1.
Lemma reads_F_run : run reads_F field_F jump_F first_F.
Proof. exact (run_through pixel 1 1 0 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  pixel_run). Qed.
(* Output i of the network reads field pixels, from pixel i*jump + first on, and no others. *)
Definition reads : Z -> Z -> Prop := reads_F.
Definition field : Z := field_F.
Definition jump : Z := jump_F.
Definition first : Z := first_F.
Definition padding_after : Z := padding_after_F.
Lemma field_is : field = 3.
Proof. reflexivity. Qed.
Lemma jump_is : jump = 1.
Proof. reflexivity. Qed.
Lemma first_is : first = 0.
Proof. reflexivity. Qed.
Lemma padding_after_is : padding_after = 0.
Proof. reflexivity. Qed.
Theorem reads_all : run reads 3 1 0.
Proof. exact reads_F_run. Qed.
End R3.
(* It holds for every input that the network takes. *)
Theorem claim_6_field_w : R3.field = 3.
Proof. computed. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_6_field_h : R3.field = 3.
Proof. computed. Qed.

(* rf(F F) = 5: proved *)
(* It holds for every input that the network takes. *)
Theorem claim_7_field_w : R1.field = 5.
Proof. computed. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_7_field_h : R1.field = 5.
Proof. computed. Qed.

(* rf(F M) = 4: proved *)
(* What output i of the network F = c3; M = p2; O1 = F F; O2 = F M F; F M reads of the input along w, after each layer: its field, the jump to the next output, the first pixel of output 0, and the padding after. *)
Module R4.
Definition reads_F : Z -> Z -> Prop := through pixel 3 1 0 1.
Definition field_F : Z := 1 + 1 * (3 - 1) * 1.
Definition jump_F : Z := 1 * 1.
Definition first_F : Z := 0 - 0 * 1.
Definition padding_after_F : Z := 0 + 0 * 1.
Lemma reads_F_run : run reads_F field_F jump_F first_F.
Proof. exact (run_through pixel 1 1 0 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  pixel_run). Qed.
Definition reads_M : Z -> Z -> Prop := through reads_F 2 2 0 1.
Definition field_M : Z := field_F + 1 * (2 - 1) * jump_F.
Definition jump_M : Z := 2 * jump_F.
Definition first_M : Z := first_F - 0 * jump_F.
Definition padding_after_M : Z := padding_after_F + 0 * jump_F.
Lemma reads_M_run : run reads_M field_M jump_M first_M.
Proof. exact (run_through reads_F field_F jump_F first_F 2 2 0 ltac:(computed) ltac:(computed) ltac:(computed)  reads_F_run). Qed.
(* Output i of the network reads field pixels, from pixel i*jump + first on, and no others. *)
Definition reads : Z -> Z -> Prop := reads_M.
Definition field : Z := field_M.
Definition jump : Z := jump_M.
Definition first : Z := first_M.
Definition padding_after : Z := padding_after_M.
Lemma field_is : field = 4.
Proof. reflexivity. Qed.
Lemma jump_is : jump = 2.
Proof. reflexivity. Qed.
Lemma first_is : first = 0.
Proof. reflexivity. Qed.
Lemma padding_after_is : padding_after = 0.
Proof. reflexivity. Qed.
Theorem reads_all : run reads 4 2 0.
Proof. exact reads_M_run. Qed.
End R4.
(* It holds for every input that the network takes. *)
Theorem claim_8_field_w : R4.field = 4.
Proof. computed. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_8_field_h : R4.field = 4.
Proof. computed. Qed.

(* rf(F M F) = (8, 8): proved *)
(* What output i of the network F = c3; M = p2; O1 = F F; O2 = F M F reads of the input along w, after each layer: its field, the jump to the next output, the first pixel of output 0, and the padding after. *)
Module R2.
Definition reads_F : Z -> Z -> Prop := through pixel 3 1 0 1.
Definition field_F : Z := 1 + 1 * (3 - 1) * 1.
Definition jump_F : Z := 1 * 1.
Definition first_F : Z := 0 - 0 * 1.
Definition padding_after_F : Z := 0 + 0 * 1.
Lemma reads_F_run : run reads_F field_F jump_F first_F.
Proof. exact (run_through pixel 1 1 0 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  pixel_run). Qed.
Definition reads_M : Z -> Z -> Prop := through reads_F 2 2 0 1.
Definition field_M : Z := field_F + 1 * (2 - 1) * jump_F.
Definition jump_M : Z := 2 * jump_F.
Definition first_M : Z := first_F - 0 * jump_F.
Definition padding_after_M : Z := padding_after_F + 0 * jump_F.
Lemma reads_M_run : run reads_M field_M jump_M first_M.
Proof. exact (run_through reads_F field_F jump_F first_F 2 2 0 ltac:(computed) ltac:(computed) ltac:(computed)  reads_F_run). Qed.
Definition reads_F_2 : Z -> Z -> Prop := through reads_M 3 1 0 1.
Definition field_F_2 : Z := field_M + 1 * (3 - 1) * jump_M.
Definition jump_F_2 : Z := 1 * jump_M.
Definition first_F_2 : Z := first_M - 0 * jump_M.
Definition padding_after_F_2 : Z := padding_after_M + 0 * jump_M.
Lemma reads_F_2_run : run reads_F_2 field_F_2 jump_F_2 first_F_2.
Proof. exact (run_through reads_M field_M jump_M first_M 3 1 0 ltac:(computed) ltac:(computed) ltac:(computed)  reads_M_run). Qed.
(* Output i of the network reads field pixels, from pixel i*jump + first on, and no others. *)
Definition reads : Z -> Z -> Prop := reads_F_2.
Definition field : Z := field_F_2.
Definition jump : Z := jump_F_2.
Definition first : Z := first_F_2.
Definition padding_after : Z := padding_after_F_2.
Lemma field_is : field = 8.
Proof. reflexivity. Qed.
Lemma jump_is : jump = 2.
Proof. reflexivity. Qed.
Lemma first_is : first = 0.
Proof. reflexivity. Qed.
Lemma padding_after_is : padding_after = 0.
Proof. reflexivity. Qed.
Theorem reads_all : run reads 8 2 0.
Proof. exact reads_F_2_run. Qed.
End R2.
(* It holds for every input that the network takes. *)
Theorem claim_9_field_w : R2.field = 8.
Proof. computed. Qed.
(* It holds for every input that the network takes. *)
Theorem claim_9_field_h : R2.field = 8.
Proof. computed. Qed.

(* rf(F) = (4, 4): refuted *)
(* It holds for no input that the network takes. *)
Theorem claim_10_field_w : ~ R3.field = 4.
Proof. computed. Qed.
(* It holds for no input that the network takes. *)
Theorem claim_10_field_h : ~ R3.field = 4.
Proof. computed. Qed.
