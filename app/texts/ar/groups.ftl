groups-title = المجموعات
groups-none = لا توجد مجموعات بعد.
groups-new = مجموعة جديدة
groups-places = الأماكن
groups-with = من يقود المجموعة؟
groups-bring = ماذا يُحضر معه؟
groups-save = إنشاء المجموعة
groups-places-wrong = اكتب رقمًا من 2 إلى 200.
groups-places-left = { $left } من { $places } مكان شاغر
groups-full = جميع الأماكن ({ $places }) محجوزة
groups-too-many = { $left ->
    [0] المجموعة مكتملة ولم يُحجز لأحد. يمكنك إنشاء مجموعة أخرى.
    [one] بقي مكان واحد فقط. لم يُحجز لأحد بعد: اختر عددًا أقل.
    [two] بقي مكانان فقط. لم يُحجز لأحد بعد: اختر عددًا أقل.
    [few] بقيت { $left } أماكن فقط. لم يُحجز لأحد بعد: اختر عددًا أقل.
    [many] بقي { $left } مكانًا فقط. لم يُحجز لأحد بعد: اختر عددًا أقل.
   *[other] بقي { $left } مكان فقط. لم يُحجز لأحد بعد: اختر عددًا أقل.
}
groups-nobody = لا أحد فيها بعد.
groups-add = حجز لعدة أشخاص معًا
groups-who = من سيحضر؟
groups-book = حجز
groups-cancel = إلغاء للجميع
