order-platform-yurtici = Yurtiçi Kargo
connections-add-title-yurtici = Connect a Yurtiçi account
connections-add-lead-yurtici = Yurtiçi tells us where the parcels are that you send under your own contract. Your contact at Yurtiçi gives you the web service login; have our server’s IP address registered there as well.
connections-id-hint-yurtici = If there is a user name for each way of payment, connect each of them
connections-id-yurtici = User name
