more-title = المزيد
more-messages = الرسائل
more-new = جديد
more-my-data = بياناتي ومن اطّلع عليها
more-notices = إشعارات على هذا الهاتف
more-notices-text = يمكننا عرض إشعار قصير حين ينتظرك شيء. لا يذكر أبداً عمّ يدور.
more-sign-out = تسجيل الخروج
