using QualiPref.Complaints.Sending;
using QualiPref.Complaints.TakingMail;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Tests.Sending;

public sealed class Where_answers_go
{
    private const string Office = "accueil@prefecture.test", ForAll = "reponses@prefecture.test", Own = "reclamations-evry@prefecture.test";

    [Theory]
    [InlineData(Own, ForAll, Office, Own)]
    [InlineData("reclamations-evry", ForAll, Office, ForAll)] // the name of a user, which is no address
    [InlineData(null, ForAll, Office, ForAll)]
    [InlineData(null, null, Office, Office)]
    [InlineData(null, "", "accueil à la préfecture", null)]
    [InlineData(null, null, null, null)]
    public void To_the_mailbox_of_the_site_else_to_what_is_set_for_all_else_to_the_office(string? mailbox, string? forAll, string? office, string? expected)
    {
        var site = SiteOf(office);
        MailboxOptions[] mailboxes = [new() { Site = "91-ETAMPES", User = "reclamations-etampes@prefecture.test" }, .. mailbox is null ? Array.Empty<MailboxOptions>() : [new() { Site = site.Code, User = mailbox }]];
        Assert.Equal(expected, ReplyAddress.Of(site, new MailOptions { ReplyTo = forAll }, mailboxes));
    }

    [Fact]
    public void Of_a_site_that_is_not_in_the_catalogue_to_what_is_set_for_all() => Assert.Equal(ForAll, ReplyAddress.Of(null, new MailOptions { ReplyTo = ForAll }, [new() { Site = "", User = Own }]));

    private static Site SiteOf(string? office) => new()
    {
        Code = "91-EVRY",
        Network = "essai",
        Name = "Site d'essai",
        Kind = default,
        TimeZone = TimeZoneInfo.Utc,
        HolidayZone = "metropole",
        Modules = [],
        Closures = [],
        Letterhead = office is null ? null : new Letterhead { Name = ["Préfecture d'essai"], Address = [], Email = office, Place = "", Signature = [], Footer = [] },
    };
}
