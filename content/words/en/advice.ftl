# What patients are advised. Every sentence here has its sources in statements/advice.yaml under the same id.
# $emergency, $phone and $crisis are telephone numbers; $phone is answered day and night.

advice-emergency = Call { $emergency } now. This can be an emergency. Do not wait for an answer here.
advice-urgent =
    Phone { $phone } now, day or night. Do not wait for an answer here.
    If nobody answers, or you get worse: call { $emergency }.
advice-crisis =
    You do not have to face this alone. Call { $crisis } now and talk to someone.
    If you may hurt yourself, call { $emergency }. Try to have someone with you.
    This medicine can change how you feel. Your team will want to know.

advice-swallow-whole = Swallow the tablets whole, with water. Do not break, chew or crush them.
advice-antiemetic-as-prescribed = Take your anti-sickness tablets as they were prescribed. If they do not help, tell your team.
advice-drink-and-eat = Try to keep drinking and eating. Ask your team how much to drink each day.
advice-vomited-dose = If you vomit after a dose, do not take it again. Take the next dose on its own day.
advice-missed-dose = If you missed a dose of selinexor, do not take it later. Do not take two. Take the next dose on its own day.
advice-missed-dexamethasone = If you missed dexamethasone, ask your pharmacist what to do: { $phone }.
advice-do-not-stop-dexamethasone = Do not stop dexamethasone by yourself. Talk to your team first.
advice-too-much-taken = You may have taken too much. Call { $emergency }, or go to the nearest emergency department now. Take the box with you. Do not take any more.
advice-wrong-day = Do not take another dose until your team has told you which day is next.
advice-pregnancy =
    Tell your team today: phone { $phone }.
    If you are the one who takes selinexor and you may be pregnant, take no more of it until you have spoken with them.
advice-fever = A fever can be the first sign of an infection. It must not wait. Dexamethasone can hide a fever, so call even if you feel only a little unwell.
advice-bleeding = New bleeding, bruises or spots can mean that your blood does not clot well. If it does not stop, call { $emergency }.
advice-driving = Do not drive or use machines while you feel tired, dizzy or confused.
advice-tiredness = Many people feel tired with this medicine. Tell your team if it is new or gets worse.
advice-weigh-yourself = Weigh yourself on the same scale, at the same time of day, in light clothes.
advice-storage = Keep the tablets where no child can reach them, away from heat and damp. Take any that are left over to the pharmacy.
advice-sleep = Dexamethasone can keep you awake. It does so less when it is taken in the morning. Ask your pharmacist before you change its time.
advice-mood = Dexamethasone can change your mood. It is not your fault. Tell someone close to you how you feel.
advice-new-medicine = Some medicines do not go well with yours. Your pharmacist will check this one. If you cannot wait for an answer, phone { $phone }.
advice-swelling = One swollen arm or leg can be a blood clot. It must not wait.
advice-vision = New trouble with your eyes must be looked at. Do not drive until someone has looked.
advice-contact = Dexamethasone makes infections easier to catch. Keep away from anyone with chickenpox, shingles or measles.
advice-sugar = Dexamethasone can raise your blood sugar. If you have diabetes, measure it as your team told you.
