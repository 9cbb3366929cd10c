using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Life;

/// <summary>What the audit log says of cases.</summary>
internal static class Noted
{
    /// <summary>The entries of an act on a case, as they are read.</summary>
    public static async Task<IReadOnlyList<string>> AuditedAsync(this RunningComplaints service, string act, string id)
    {
        using var admin = service.As("admin", "*");
        var entries = (await admin.GetJsonAsync($"audit?on={id}&pageSize=100")).List("items");
        return [.. entries.Where(entry => entry!.Text("act") == act).Select(entry => entry!.ToJsonString())];
    }
}
