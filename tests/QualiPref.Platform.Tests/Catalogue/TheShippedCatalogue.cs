using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Catalogue;
using QualiPref.Statistics;

namespace QualiPref.Platform.Tests.CatalogueLoading;

public sealed class TheShippedCatalogue
{
    private static readonly LoadedCatalogue _catalogue = Shipped.Catalogue;

    [Theory]
    [InlineData("91-EVRY", SiteKind.Prefecture, "accueil-general delivrance-titres? titres-etrangers communication-urgence")]
    [InlineData("91-PALAISEAU", SiteKind.SubPrefecture, "accueil-general delivrance-titres")]
    [InlineData("91-ETAMPES", SiteKind.SubPrefecture, "accueil-general delivrance-titres")]
    [InlineData("47-AGEN", SiteKind.Prefecture, "accueil-general?")]
    public void Has_the_sites_with_their_modules_and_marks_the_unverified_ones(string code, SiteKind kind, string modules)
    {
        Assert.True(_catalogue.TryGetSite(code, out var site));
        Assert.Equal(kind, site.Kind);
        Assert.Equal("Europe/Paris", site.TimeZone.Id);
        Assert.Equal("metropole", site.HolidayZone);
        Assert.Equal(modules, string.Join(' ', site.Modules.Select(module => module.Code + (module.Verified ? "" : "?"))));
        Assert.False(site.Retains("collectivites"));
    }

    [Theory]
    [InlineData("91-EVRY", "accueil sejour titres")]
    [InlineData("91-ETAMPES", "accueil")]
    [InlineData("47-AGEN", "")]
    public void Has_the_teams_of_its_sites(string code, string teams)
    {
        Assert.True(_catalogue.TryGetSite(code, out var site));
        Assert.Equal(teams, string.Join(' ', site.Teams.Select(team => team.Code)));
        Assert.All(site.Teams, team => Assert.NotEmpty(team.Label));
    }

    [Theory]
    [InlineData("91-EVRY", "Évry", "Accueil et qualité")]
    [InlineData("91-ETAMPES", "Étampes", "Sous-préfecture d'Étampes")]
    public void Has_the_letterhead_of_the_site_else_that_of_its_network(string code, string place, string service)
    {
        Assert.True(_catalogue.TryGetSite(code, out var site));
        Assert.Equal((place, service), (site.Letterhead?.Place, site.Letterhead?.Name[^1]));
        Assert.All(_catalogue.Sites, one => Assert.NotNull(one.Letterhead));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("91-evry")]
    [InlineData("99-NOWHERE")]
    public void Does_not_find_other_sites(string? code) => Assert.False(_catalogue.TryGetSite(code, out _));

    [Fact]
    public void Has_the_frameworks_in_their_numbers()
    {
        var qualipref = Assert.Single(_catalogue.Frameworks, framework => framework.Code == "qualipref2-2012");
        var marianne = Assert.Single(_catalogue.Frameworks, framework => framework.Code == "marianne-2008");

        Assert.Equal(
            ["accueil-general", "delivrance-titres", "titres-etrangers", "collectivites", "polices-administratives", "pilotage-interministeriel", "communication-urgence"],
            qualipref.Modules.Select(module => module.Code));
        Assert.Equal(8, qualipref.Modules[0].Commitments.Count);
        Assert.Equal(19, marianne.Modules.Sum(module => module.Commitments.Count));
        Assert.Equal(
            ["M8", "M9", "M10", "M11", "M12", "M13", "M15", "M16"],
            marianne.Modules.SelectMany(module => module.Commitments).Where(commitment => !commitment.Verified).Select(commitment => commitment.Code));
    }

    [Fact]
    public void Has_the_codes_of_the_http_contract()
    {
        Assert.Equal(
            "accueil attente horaires joignabilite absence-reponse delai-dossier information orientation decision erreur-titre pieces "
            + "demarche-en-ligne accessibilite confidentialite locaux discrimination donnees-personnelles autre",
            string.Join(' ', _catalogue.Motives.Select(motive => motive.Code)));
        Assert.Equal("kiosk web paper", string.Join(' ', _catalogue.AnswerChannels.Select(channel => channel.Code)));
        Assert.Equal("web kiosk desk-slip letter email phone other", string.Join(' ', _catalogue.ComplaintChannels.Select(channel => channel.Code)));
        Assert.Equal(
            "alsace-moselle guadeloupe guyane la-reunion martinique mayotte metropole nouvelle-caledonie polynesie-francaise "
            + "saint-barthelemy saint-martin saint-pierre-et-miquelon wallis-et-futuna",
            string.Join(' ', _catalogue.HolidayZones));
    }

    [Fact]
    public void Has_the_questionnaire_of_the_http_contract()
    {
        var questionnaire = _catalogue.FindQuestionnaire("accueil-general");

        Assert.NotNull(questionnaire);
        Assert.Equal(1, questionnaire.Version);
        Assert.Equal(["fr", "en", "es", "pt", "ar"], questionnaire.Languages);
        Assert.Equal(
            ["global", "accueil", "attente", "horaires", "clarte", "confort", "motif", "commentaire"],
            questionnaire.Questions.Select(question => question.Code));
        Assert.Equal("global", Assert.Single(questionnaire.Questions, question => question.Required).Code);
        Assert.All(questionnaire.Questions.Take(6), question => Assert.Equal(
            ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait", "non-concerne"], question.Options.Select(option => option.Code)));
        Assert.Equal(
            ["titres", "etrangers", "permis-vehicule", "collectivites", "associations", "autre"],
            questionnaire.Questions[6].Options.Select(option => option.Code));
        Assert.Equal(2000, questionnaire.Questions[7].MaxLength);
        Assert.Null(_catalogue.FindQuestionnaire("accueil-general", 2));
    }

    [Fact]
    public void Has_the_indicators_with_targets_marked_unverified()
    {
        Assert.Equal(
            "satisfaction.global satisfaction.accueil satisfaction.attente satisfaction.horaires satisfaction.clarte satisfaction.confort "
            + "complaints.received complaints.answeredInTime complaints.responseDays phone.lostCalls",
            string.Join(' ', _catalogue.Indicators.Select(indicator => indicator.Code)));

        var global = _catalogue.Indicators[0];
        Assert.Equal((0.85, 0.05, false), (global.Target, global.WarningMargin, global.Verified));
        Assert.Equal(15, Indicator("complaints.answeredInTime").WorkingDays);

        var lostCalls = Indicator("phone.lostCalls");
        Assert.Equal((0.10, IndicatorDirection.LowerIsBetter, false), (lostCalls.Target, lostCalls.Direction, lostCalls.Verified));
    }

    [Fact]
    public void Is_registered_from_the_configured_folder_or_else_from_beside_the_binaries()
    {
        Assert.Equal(4, Register(path: null).Sites.Count);
        Assert.Equal(4, Register(Shipped.Folder).Sites.Count);
        Assert.Throws<CatalogueException>(() => Register(Path.Combine(Shipped.Folder, "nowhere")));
    }

    private static LoadedCatalogue Register(string? path)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(CatalogueServices.PathSetting, path)]).Build();
        using var provider = new ServiceCollection().AddLogging().AddCatalogue(configuration).BuildServiceProvider(validateScopes: true);
        using var scope = provider.CreateScope();
        return scope.ServiceProvider.GetRequiredService<LoadedCatalogue>();
    }

    private static IndicatorDefinition Indicator(string code) => Assert.Single(_catalogue.Indicators, indicator => indicator.Code == code);
}
