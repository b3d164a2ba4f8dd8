# Published guidance at a value, for staff. Each restates [V] facts only and names its source; who decides is said beside it.
lab-says-sodium = interrupt selinexor at ≤130 mmol/L, supportive care, restart one level lower after recovery (NCODA PQI, Swiss label; recovery there: 130 mmol/L or higher). PQI's options: fluids by mouth or IV, salt tablets.
lab-says-platelets-under-75 = 25 to <75 ×10⁹/L: reduce one level. In that range with bleeding: interrupt, restart one level lower once bleeding has resolved (Swiss label, myeloma).
lab-says-platelets-under-25 = <25 ×10⁹/L: interrupt, wait for ≥50 ×10⁹/L, restart one level lower (Swiss label, myeloma). An option in a published safety analysis, not the label: a TPO agonist.
lab-says-neutrophils-to-1 = 0.5 to 1.0 ×10⁹/L without fever: reduce one level. With fever (febrile neutropenia): interrupt until ≥1.0 ×10⁹/L, restart one level lower (Swiss label, myeloma).
lab-says-neutrophils-under-05 = <0.5 ×10⁹/L, or febrile neutropenia: interrupt until ≥1.0 ×10⁹/L, restart one level lower (Swiss label, myeloma). An option in a published safety analysis, not the label: G-CSF.
lab-says-haemoglobin = <8.0 g/dL: reduce one level, transfuse or treat per guidelines. Life-threatening anaemia: interrupt until ≥8 g/dL, restart one level lower (Swiss label, myeloma).
