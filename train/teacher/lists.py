"""Word lists of our own: nationality words and the titles that stand before a person's name."""

DEMONYMS = frozenset(
    """Afghan Albanian Algerian American Andorran Angolan Argentine Argentinian Armenian Australian Austrian
    Azerbaijani Azeri Bahamian Bahraini Bangladeshi Barbadian Basque Belarusian Belarussian Belgian Belizean Beninese
    Bermudian Bhutanese Bolivian Bosnian Brazilian Briton British Bruneian Bulgarian Burmese Burundian Cambodian Cameroonian
    Canadian Catalan Chadian Chechen Chilean Chinese Colombian Comorian Congolese Croat Croatian Cuban Cypriot Czech
    Dane Danish Djiboutian Dominican Dutch Ecuadorian Egyptian Emirati English Eritrean Estonian Ethiopian European
    Fijian Filipino Finn Finnish French Gabonese Gambian Gazan Georgian German Ghanaian Greek Greenlandic Grenadian
    Guatemalan Guinean Guyanese Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli
    Italian Ivorian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kosovan Kosovar Kurd Kurdish Kuwaiti Kyrgyz Lao Laotian
    Latvian Lebanese Liberian Libyan Lithuanian Macedonian Malagasy Malawian Malaysian Maldivian Malian Maltese
    Mauritanian Mauritian Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nepali
    Nicaraguan Nigerian Nigerien Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Persian Peruvian Pole Polish
    Portuguese Qatari Romanian Russian Rwandan Salvadoran Samoan Saudi Scot Scottish Senegalese Serb Serbian
    Singaporean Slovak Slovakian Slovene Slovenian Somali Spaniard Spanish Sudanese Surinamese Swede Swedish Swiss
    Syrian Taiwanese Tajik Tanzanian Thai Tibetan Togolese Tongan Tunisian Turk Turkish Turkmen Ugandan Ukrainian
    Uruguayan Uyghur Uzbek Venezuelan Vietnamese Welsh Yemeni Yemenite Zambian Zimbabwean Rohingya
    African Asian Arab Arabian Balkan Baltic Caribbean Scandinavian Siberian Crimean Sicilian Nordic
    Anglo-American Franco-German Sino-American Russo-Ukrainian
    Christian Muslim Islamic Jewish Jew Catholic Protestant Hindu Buddhist Sikh Sunni Shia Shiite Shi'ite Orthodox Islamist
    Democrat Democratic Republican Communist Marxist Maoist Nazi Soviet Zionist Baathist""".split()
)

TITLES = frozenset(
    """Mr Mrs Ms Miss Dr Drs Prof Professor Sir Lord Lady Dame President Prime Minister Premier Chancellor Secretary
    State Senator Sen Rep Representative Congressman Congresswoman Governor Gov Mayor Judge Justice General Gen Colonel
    Col Lieutenant Lt Major Maj Captain Capt Sergeant Sgt Admiral Adm Commander Ambassador Pope Bishop Archbishop Cardinal
    Father Sister Brother Rabbi Imam Sheikh Ayatollah Grand Mullah King Queen Prince Princess Emperor Sultan Emir Crown Duke Duchess Count
    Foreign Defense Defence Finance Interior Vice Deputy Director Chief Justice Chairman Chairwoman Chair Speaker
    Attorney Treasurer Uncle Aunt Officer Detective Inspector Reverend Rev Hon Honorable Councillor Counselor Coach
    Special Envoy MP Spokesman Spokeswoman Spokesperson Leader Former Acting Under Assistant The""".split()
)
