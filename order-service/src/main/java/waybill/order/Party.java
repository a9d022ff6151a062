package waybill.order;

/** On whose side the reason for a parcel's exception lies. */
public enum Party {
  CARRIER,
  RETAILER,
  CONSIGNEE,
  CUSTOMS,
  WEATHER
}
