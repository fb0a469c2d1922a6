(()=>{var r="helpcentre.scheme",c=document.documentElement;function t(){try{let e=localStorage.getItem(r);e&&(c.dataset.scheme=e)}catch{}}t();})();
