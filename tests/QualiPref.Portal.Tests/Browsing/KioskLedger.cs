using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>A kiosk as the administrator made it.</summary>
internal sealed record MadeKiosk(Guid Id, string Code, string Pin);

/// <summary>What the service itself says of kiosks and their answers, through its public calls.</summary>
internal static class KioskLedger
{
    public static async Task<MadeKiosk> CreateKioskAsync(this PortalSystem system, string site)
    {
        using var admin = system.Call("admin");
        using var response = await admin.PostAsJsonAsync("/api/surveys/v1/kiosks", new { site, label = "Guichet 1" });
        var made = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new MadeKiosk(made.GetProperty("id").GetGuid(), made.GetProperty("enrolmentCode").GetString()!, made.GetProperty("pin").GetString()!);
    }

    /// <summary>A new code for the kiosk: who uses it takes the place of the device that is there.</summary>
    public static async Task<string> RenewCodeAsync(this PortalSystem system, Guid kiosk)
    {
        using var admin = system.Call("admin");
        using var response = await admin.PostAsync(new Uri($"/api/surveys/v1/kiosks/{kiosk}/enrolment-code", UriKind.Relative), null);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("enrolmentCode").GetString()!;
    }

    /// <summary>The kiosk in the list of the fleet.</summary>
    public static async Task<JsonElement> ListedAsync(this PortalSystem system, Guid kiosk)
    {
        using var quality = system.Call("quality");
        for (var next = ""; next is not null;)
        {
            var page = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/kiosks?pageSize=200{next}");
            foreach (var one in page.GetProperty("items").EnumerateArray())
            {
                if (one.GetProperty("id").GetGuid() == kiosk) return one;
            }
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={Uri.EscapeDataString(cursor)}" : null;
        }
        throw new InvalidOperationException($"The list holds no kiosk {kiosk}.");
    }

    /// <summary>What the balance says once nothing is on its way any more.</summary>
    public static async Task<long> CountAsync(this PortalSystem system, string site, string column, int? year = null)
    {
        using var quality = system.Call("quality");
        var rows = await Eventually.ReadsAsync(
            "every answer is published",
            async cancellationToken =>
            {
                var balance = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/balance?site={site}&period={year ?? SiteCalendar.Today.Year}", cancellationToken);
                return balance.GetProperty("rows").EnumerateArray().ToList();
            },
            rows => rows.All(row => row.GetProperty("pending").GetInt64() == 0),
            cancellationToken: TestContext.Current.CancellationToken);
        return rows.Sum(row => row.GetProperty(column).GetInt64());
    }
}
