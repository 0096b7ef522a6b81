# Diş klinikleri.

dental-button-insurance-inquiry = Sigorta ve SGK
dental-ack-insurance-inquiry = Sigortayla ilgili sorunuzu aldım. Doğru bilgi vermesi için sizi bir arkadaşımıza aktarıyorum.
dental-wish-insurance-inquiry = Sigorta veya SGK hakkında soruyor
dental-next-insurance-inquiry = Anlaşmalı kurumu kontrol edip müşteriye yazın
