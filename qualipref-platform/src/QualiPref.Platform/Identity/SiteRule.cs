namespace QualiPref.Platform.Identity;

/// <summary>Where the sites stand that a token must cover for a call.</summary>
public enum SiteRule
{
    /// <summary>The call concerns no site.</summary>
    None,

    /// <summary>
    /// <c>site</c> in the query, else every site of its <c>network</c>, judged before the call is read. A call that names neither tells of the
    /// token's own sites only.
    /// </summary>
    Query,

    /// <summary>The site, or every site of the network, that the body names.</summary>
    Body,

    /// <summary>Each item of the body is judged alone and refused alone.</summary>
    EachItem,

    /// <summary>The sites of what the route names, which are known once it is loaded.</summary>
    Resource,

    /// <summary>A list that holds what is of the token's own sites and nothing else.</summary>
    Narrowed,

    /// <summary>Every site there is, whatever the call names; judged before the call is read.</summary>
    All,
}
