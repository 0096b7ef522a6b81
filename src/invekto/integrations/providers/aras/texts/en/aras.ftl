order-platform-aras = Aras Kargo
connections-add-title-aras = Connect an Aras account
connections-add-lead-aras = Aras tells us where the parcels are that you send under your own contract. You find the details at esasweb.araskargo.com.tr under Entegrasyonlar, XML Servisleri.
connections-id-aras = Customer code
connections-id-hint-aras = As given by Aras, usually 13 digits
