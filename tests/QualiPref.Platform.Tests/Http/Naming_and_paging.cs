using CsCheck;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Tests.Http;

public sealed class Naming_and_paging
{
    [Fact]
    public void A_name_has_the_uuid_of_the_standard() =>
        // RFC 9562, appendix A.4: namespace DNS, www.example.com.
        Assert.Equal(
            new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            Uuid5.Create(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void A_cursor_leads_to_the_item_after_the_last_one_seen() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 40].Sample(key =>
        {
            var errors = new FieldErrors();
            var first = Read("pageSize=1", errors).Cut([key, "next"], item => item);

            var second = Read($"pageSize=1&cursor={first.Next}", errors);

            Assert.False(errors.Any);
            Assert.Equal(key, second.After);
            Assert.Null(second.Cut(["next"], item => item).Next);
        });

    private static PageRequest Read(string query, FieldErrors errors) =>
        PageRequest.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)), errors);
}
