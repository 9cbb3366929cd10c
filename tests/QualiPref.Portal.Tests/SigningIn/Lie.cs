namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>What a hostile provider does wrong, one thing at a time.</summary>
public enum Lie
{
    /// <summary>Nothing: the provider is as it ought to be.</summary>
    None,

    /// <summary>The browser comes back with another state than it left with.</summary>
    OtherState,

    /// <summary>The browser comes back without a state.</summary>
    NoState,

    /// <summary>The token about the person answers another request.</summary>
    OtherNonce,

    /// <summary>The token about the person answers no request.</summary>
    NoNonce,

    /// <summary>Signed by another key, under the name of the right one.</summary>
    OtherSignature,

    /// <summary>Not signed at all, and saying so.</summary>
    NoSignature,

    /// <summary>For another client.</summary>
    OtherAudience,

    /// <summary>By somebody else.</summary>
    OtherIssuer,

    /// <summary>Its description and all that it signs are by somebody else.</summary>
    OtherDescription,

    /// <summary>Of an hour ago.</summary>
    Expired,

    /// <summary>The code was exchanged before.</summary>
    UsedCode,

    /// <summary>What is said of the person is signed by another key, under the name of the right one.</summary>
    UserInfoByAnotherKey,

    /// <summary>What is said of the person is not signed at all, and says so.</summary>
    UserInfoUnsigned,

    /// <summary>What is said of the person is plain JSON, which anybody on the way may have written.</summary>
    UserInfoInJson,

    /// <summary>What is said of the person is for another client.</summary>
    UserInfoForAnotherAudience,

    /// <summary>What is said of the person is by somebody else.</summary>
    UserInfoByAnotherIssuer,

    /// <summary>What is said is about somebody else than the token.</summary>
    UserInfoOfAnotherPerson,

    /// <summary>The person's address has not been confirmed.</summary>
    UnconfirmedAddress,
}
