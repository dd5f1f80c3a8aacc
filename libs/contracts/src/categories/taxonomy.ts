/**
 * Plaid's personal finance categories, version 1: 16 primary and 104 detailed ones.
 * Names as Plaid publishes them (transactions-personal-finance-category-taxonomy.csv); the labels are ours.
 */
interface PrimaryDefinition {
  label: string;
  /** What follows `<PRIMARY>_` in the detailed category's name → its label. */
  detailed: Record<string, string>;
}

export const TAXONOMY = {
  INCOME: {
    label: 'Income',
    detailed: {
      DIVIDENDS: 'Dividends',
      INTEREST_EARNED: 'Interest earned',
      RETIREMENT_PENSION: 'Pension',
      TAX_REFUND: 'Tax refund',
      UNEMPLOYMENT: 'Unemployment benefit',
      WAGES: 'Salary and wages',
      OTHER_INCOME: 'Other income',
    },
  },
  TRANSFER_IN: {
    label: 'Money in',
    detailed: {
      CASH_ADVANCES_AND_LOANS: 'Loan paid out',
      DEPOSIT: 'Deposit',
      INVESTMENT_AND_RETIREMENT_FUNDS: 'From investments',
      SAVINGS: 'From savings',
      ACCOUNT_TRANSFER: 'Transfer in',
      OTHER_TRANSFER_IN: 'Other money in',
    },
  },
  TRANSFER_OUT: {
    label: 'Money out',
    detailed: {
      INVESTMENT_AND_RETIREMENT_FUNDS: 'To investments',
      SAVINGS: 'To savings',
      WITHDRAWAL: 'Cash withdrawal',
      ACCOUNT_TRANSFER: 'Transfer out',
      OTHER_TRANSFER_OUT: 'Other money out',
    },
  },
  LOAN_PAYMENTS: {
    label: 'Loan payments',
    detailed: {
      CAR_PAYMENT: 'Car payment',
      CREDIT_CARD_PAYMENT: 'Credit card payment',
      PERSONAL_LOAN_PAYMENT: 'Personal loan payment',
      MORTGAGE_PAYMENT: 'Mortgage payment',
      STUDENT_LOAN_PAYMENT: 'Student loan payment',
      OTHER_PAYMENT: 'Other loan payment',
    },
  },
  BANK_FEES: {
    label: 'Bank fees',
    detailed: {
      ATM_FEES: 'ATM fees',
      FOREIGN_TRANSACTION_FEES: 'Foreign transaction fees',
      INSUFFICIENT_FUNDS: 'Insufficient funds',
      INTEREST_CHARGE: 'Interest charged',
      OVERDRAFT_FEES: 'Overdraft fees',
      OTHER_BANK_FEES: 'Other bank fees',
    },
  },
  ENTERTAINMENT: {
    label: 'Entertainment',
    detailed: {
      CASINOS_AND_GAMBLING: 'Gambling',
      MUSIC_AND_AUDIO: 'Music and audio',
      SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS: 'Events, parks and museums',
      TV_AND_MOVIES: 'TV and films',
      VIDEO_GAMES: 'Video games',
      OTHER_ENTERTAINMENT: 'Other entertainment',
    },
  },
  FOOD_AND_DRINK: {
    label: 'Food and drink',
    detailed: {
      BEER_WINE_AND_LIQUOR: 'Beer, wine and spirits',
      COFFEE: 'Coffee',
      FAST_FOOD: 'Fast food',
      GROCERIES: 'Groceries',
      RESTAURANT: 'Restaurants',
      VENDING_MACHINES: 'Vending machines',
      OTHER_FOOD_AND_DRINK: 'Other food and drink',
    },
  },
  GENERAL_MERCHANDISE: {
    label: 'Shopping',
    detailed: {
      BOOKSTORES_AND_NEWSSTANDS: 'Books and newspapers',
      CLOTHING_AND_ACCESSORIES: 'Clothing and accessories',
      CONVENIENCE_STORES: 'Convenience stores',
      DEPARTMENT_STORES: 'Department stores',
      DISCOUNT_STORES: 'Discount stores',
      ELECTRONICS: 'Electronics',
      GIFTS_AND_NOVELTIES: 'Gifts',
      OFFICE_SUPPLIES: 'Office supplies',
      ONLINE_MARKETPLACES: 'Online marketplaces',
      PET_SUPPLIES: 'Pet supplies',
      SPORTING_GOODS: 'Sporting goods',
      SUPERSTORES: 'Superstores',
      TOBACCO_AND_VAPE: 'Tobacco and vape',
      OTHER_GENERAL_MERCHANDISE: 'Other shopping',
    },
  },
  HOME_IMPROVEMENT: {
    label: 'Home',
    detailed: {
      FURNITURE: 'Furniture',
      HARDWARE: 'Hardware and garden',
      REPAIR_AND_MAINTENANCE: 'Repair and maintenance',
      SECURITY: 'Home security',
      OTHER_HOME_IMPROVEMENT: 'Other home improvement',
    },
  },
  MEDICAL: {
    label: 'Medical',
    detailed: {
      DENTAL_CARE: 'Dentist',
      EYE_CARE: 'Eye care',
      NURSING_CARE: 'Nursing care',
      PHARMACIES_AND_SUPPLEMENTS: 'Pharmacy',
      PRIMARY_CARE: 'Doctor',
      VETERINARY_SERVICES: 'Vet',
      OTHER_MEDICAL: 'Other medical',
    },
  },
  PERSONAL_CARE: {
    label: 'Personal care',
    detailed: {
      GYMS_AND_FITNESS_CENTERS: 'Gym and fitness',
      HAIR_AND_BEAUTY: 'Hair and beauty',
      LAUNDRY_AND_DRY_CLEANING: 'Laundry',
      OTHER_PERSONAL_CARE: 'Other personal care',
    },
  },
  GENERAL_SERVICES: {
    label: 'Services',
    detailed: {
      ACCOUNTING_AND_FINANCIAL_PLANNING: 'Accounting and financial advice',
      AUTOMOTIVE: 'Car service and repair',
      CHILDCARE: 'Childcare',
      CONSULTING_AND_LEGAL: 'Consulting and legal',
      EDUCATION: 'Education',
      INSURANCE: 'Insurance',
      POSTAGE_AND_SHIPPING: 'Postage and shipping',
      STORAGE: 'Storage',
      OTHER_GENERAL_SERVICES: 'Other services',
    },
  },
  GOVERNMENT_AND_NON_PROFIT: {
    label: 'Government and giving',
    detailed: {
      DONATIONS: 'Donations',
      GOVERNMENT_DEPARTMENTS_AND_AGENCIES: 'Government offices',
      TAX_PAYMENT: 'Tax payment',
      OTHER_GOVERNMENT_AND_NON_PROFIT: 'Other government and non-profit',
    },
  },
  TRANSPORTATION: {
    label: 'Transport',
    detailed: {
      BIKES_AND_SCOOTERS: 'Bikes and scooters',
      GAS: 'Fuel and charging',
      PARKING: 'Parking',
      PUBLIC_TRANSIT: 'Public transport',
      TAXIS_AND_RIDE_SHARES: 'Taxis and ride shares',
      TOLLS: 'Tolls',
      OTHER_TRANSPORTATION: 'Other transport',
    },
  },
  TRAVEL: {
    label: 'Travel',
    detailed: {
      FLIGHTS: 'Flights',
      LODGING: 'Hotels and lodging',
      RENTAL_CARS: 'Rental cars',
      OTHER_TRAVEL: 'Other travel',
    },
  },
  RENT_AND_UTILITIES: {
    label: 'Rent and utilities',
    detailed: {
      GAS_AND_ELECTRICITY: 'Gas and electricity',
      INTERNET_AND_CABLE: 'Internet and cable',
      RENT: 'Rent',
      SEWAGE_AND_WASTE_MANAGEMENT: 'Sewage and waste',
      TELEPHONE: 'Telephone and mobile',
      WATER: 'Water',
      OTHER_UTILITIES: 'Other utilities',
    },
  },
} as const satisfies Record<string, PrimaryDefinition>;

export type PrimaryCategory = keyof typeof TAXONOMY;

/** The union of every `<PRIMARY>_<DETAIL>` name. */
export type DetailedCategory = {
  [P in PrimaryCategory]: `${P}_${keyof (typeof TAXONOMY)[P]['detailed'] & string}`;
}[PrimaryCategory];
