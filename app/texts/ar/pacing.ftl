# طاقة اليوم. The items on energy and cost wait for a commissioned translation: in English until then.
pacing-energy-question = How much energy do you have today?
pacing-energy-lowest = 0 is none at all
pacing-energy-highest = 10 is as much as can be
pacing-not-today = ليس اليوم
pacing-said = إجابتك اليوم: { $energy } من 10.
pacing-said-not-today = اخترت «ليس اليوم». لا بأس في ذلك.
pacing-change-answer = تغيير الإجابة

pacing-budget = طاقة اليوم
pacing-left = النقاط المتبقية: { $left } من { $budget }
pacing-all-used = استُخدمت كل النقاط ({ $budget }). هذا يكفي لليوم.
pacing-over = استُخدمت كل النقاط ({ $budget }) وزيادة: { $over }.
pacing-planned = نقاط بقية الخطة تقريبًا: { $points }.
pacing-learning = ما زلنا نتعلم كم تكلّفك الأشياء. الأرقام تقريبية فقط.

pacing-zone-room-left = ما زال هناك متسع اليوم.
pacing-zone-on-plan = اليوم مناسب لطاقتك.
pacing-zone-little-over = أكثر قليلًا اليوم. قد تفيدك استراحة.
pacing-zone-over = أخذ هذا اليوم أكثر مما كان متاحًا. هذا يحدث. استرح متى أمكن.

pacing-why = لماذا عدد النقاط { $points }؟
pacing-why-point = النقطة الواحدة هي 30 دقيقة من شيء سهل عليك.
pacing-why-baseline = عدد نقاطك في يوم عادي تقريبًا: { $points }.
pacing-why-begin = نبدأ بهذا العدد من النقاط في اليوم: { $points }. تجد رقمك المناسب مع المنسّق.
pacing-why-morning-missing = لم تُجب اليوم. لذلك نحسب صباحًا عاديًا.
pacing-why-morning-not-today = اخترت «ليس اليوم». لذلك نحسب صباحًا عاديًا.
pacing-why-morning-usual = صباحك كالمعتاد ({ $energy } من 10).
pacing-why-morning-lower = طاقتك أقل من المعتاد ({ $energy } من 10). عدد النقاط: { $points }.
pacing-why-morning-higher = طاقتك أكثر من المعتاد ({ $energy } من 10). عدد النقاط: { $points }.
pacing-why-usual-assumed = لا نعرف صباحاتك بعد. لذلك نقارن بالرقم { $energy }.
pacing-yesterday = أمس
pacing-why-went-over = { $day }: أُنفقت طاقة أكثر مما كان متاحًا.
pacing-why-payback = بعد ذلك يبقى من النقاط: { $points }.
pacing-why-lower-counts = نستخدم الرقم الأقل.
pacing-why-payback-aside = قلت إنك بخير. لذلك لا يُحسب هذا اليوم.
pacing-why-least = لديك دائمًا على الأقل هذا العدد من النقاط: { $points }.
pacing-feels-fine = أنا بخير اليوم
pacing-feels-fine-hint = عندها يكون عدد نقاطك اليوم: { $points }.

pacing-notice-low-mornings = كانت طاقتك قليلة ثلاثة صباحات متتالية. يمكنك إخبار المنسّق إن أردت.
pacing-notice-plan-is-over = الخطة تحتاج إلى أكثر مما لديك اليوم. يمكن تأجيل شيء منها.
pacing-notice-days-over = أخذت الأيام الثلاثة الماضية أكثر مما كان متاحًا. قد يفيدك يوم هادئ.
pacing-notice-tomorrow-is-over = تبدو خطة الغد كبيرة قليلًا. يمكن تأجيل شيء منها.
pacing-notice-heavy-without-rest = في هذا اليوم الكثير من المجهود. قد تفيدك استراحة.
pacing-notice-heavy-back-to-back = نشاطان متعبان متتاليان. قد تفيدك استراحة بينهما.
pacing-notice-quiet-days = مرّت عليك أيام هادئة. هل هناك شيء ترغب في فعله؟

pacing-activities = أنشطة اليوم
pacing-no-activities = لا توجد أنشطة اليوم.
pacing-at = الساعة { $time }
pacing-minutes = المدة بالدقائق: { $minutes }
pacing-costs = التكلفة بالنقاط: { $points }
pacing-gives = يعيد من النقاط: { $points }
pacing-done = تم
pacing-leave = فلينتظر
pacing-undo = تراجع
pacing-deed = { $deed }: { $title }
pacing-state-done = تم
pacing-state-left = مؤجل
pacing-rating-question = Did it cost more than expected?
pacing-rating-less = Less
pacing-rating-as-expected = As expected
pacing-rating-more = More
pacing-rating-much-more = Much more
pacing-rated = إجابتك: { $rating }.
