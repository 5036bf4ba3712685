more-title = Mere
more-messages = Beskeder
more-new = Ny
more-my-data = Mine data, og hvem der har kigget
more-notices = Beskeder på telefonen
more-notices-text = Vi kan vise en kort besked, når noget venter. Den siger aldrig, hvad det handler om.
more-sign-out = Log ud
